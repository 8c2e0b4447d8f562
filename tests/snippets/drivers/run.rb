require "stringio"
# Runs the sample files of the current folder.
Dir['case_*.rb'].sort.each do |path|
  out = $stdout
  begin
    $stdout = StringIO.new
    load path
  rescue Exception => error
    warn "#{path} #{error.full_message}"
  ensure
    $stdout = out
  end
end
