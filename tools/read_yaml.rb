# Reads JSON lines, each one YAML text; writes a JSON line for each: {"value": …} or {"error": …}.
# The options are Jekyll's (SafeYAML and Psych both give dates and times as such).
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
