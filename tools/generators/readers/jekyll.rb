# Print the front matter of every post of the Jekyll site in the current folder, as Jekyll read it:
# a JSON object by the token in the body.
require "jekyll"
require "json"

def told(value)
  case value
  when Hash then value.to_h { |key, inner| [key.to_s, told(inner)] }
  when Array then value.map { |inner| told(inner) }
  when String, Integer, true, false, nil then value
  when Float then value.finite? ? value : value.to_s
  else value.inspect
  end
end

Jekyll.logger.log_level = :error
found = {}
Dir.glob("**/_{posts,drafts}/**/*.{md,markdown,html}").each do |path|
  text = File.read(path, encoding: "bom|utf-8")
  next unless text =~ Jekyll::Document::YAML_FRONT_MATTER_REGEXP
  token = $'[/token\d+end/] or next
  value = begin
    SafeYAML.load($1)
  rescue StandardError => error
    { "error" => error.message }
  end
  found[token] = told(value.is_a?(Hash) ? value : { "value" => value })
end
puts JSON.generate(found)
