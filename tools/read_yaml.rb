# Read JSON lines, each a YAML text; write a JSON line for each: {"value": …} or {"error": …}.
# The options are Jekyll's (both SafeYAML and Psych return dates and times as objects).
require "date"
require "json"
require "yaml"

def told(value)
  case value
  when Hash then value.to_h { |key, inner| [key.is_a?(String) ? key : key.inspect, told(inner)] }
  when Array then value.map { |inner| told(inner) }
  when String, Integer, true, false, nil then value
  when Float then value.finite? ? value : value.to_s
  else { value.class.name => value.inspect }
  end
end

STDIN.each_line do |line|
  begin
    text = JSON.parse(line)
    value = YAML.safe_load(text, permitted_classes: [Date, Time, Symbol], aliases: true)
    puts JSON.generate({ "value" => told(value) })
  rescue StandardError => error
    puts JSON.generate({ "error" => error.message })
  end
end
