// mailauth(1) in the language of man(7).

#include <fmt/format.h>

#include "cli/generate/model.h"
#include "mailauth/version.h"
#include "project/keys.h"
#include "text/ascii.h"

namespace mailauth::cli::generate {

namespace {

// Nothing in a text begins a request, and a hyphen stays one that can be copied.
std::string man_escaped(std::string_view text) {
  std::string out = text::replace_all(text::replace_all(text, "\\", "\\e"), "-", "\\-");
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

std::string man_quoted(std::string_view text) {
  return "\"" + text::replace_all(man_escaped(text), "\"", "\\(dq") + "\"";
}

std::string paragraph(std::string_view heading, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", heading, man_escaped(text));
}

std::string heading_of(const OptionModel& option) {
  std::string names;
  for (const std::string& name : option.names)
    names += (names.empty() ? "" : ", ") + ("\\fB" + man_escaped(name) + "\\fR");
  return option.type.empty() ? names : fmt::format("{} \\fI{}\\fR", names, man_escaped(option.type));
}

// "  1  something was found": the lines of a footer below its first.
std::string exit_codes(std::string_view footer) {
  std::string out;
  for (const std::string_view line : text::split(footer, '\n')) {
    const std::string_view row = text::trim(line);
    const std::size_t gap = row.find("  ");
    if (gap != std::string_view::npos) out += paragraph(row.substr(0, gap), text::trim(row.substr(gap)));
  }
  return out;
}

std::string man_command(const CommandModel& command) {
  std::string out = fmt::format(".SS {}\n{}\n", man_quoted(usage(command)), man_escaped(command.help + "."));
  for (const ArgumentModel& argument : command.arguments)
    out += paragraph(fmt::format("\\fI{}\\fR", man_escaped(argument.name)), argument.help);
  for (const OptionModel& option : command.options) out += paragraph(heading_of(option), option.help);
  if (!command.footer.empty()) out += ".PP\nExit status:\n" + exit_codes(command.footer);
  return out;
}

std::string environment() {
  std::string out = ".SH ENVIRONMENT\n";
  for (const project::Key& key : project::keys())
    out += paragraph("\\fB" + environment_variable(key) + "\\fR", fmt::format("as {} in mailauth.toml", key.name));
  out += paragraph("\\fBMAILAUTH_CONFIG\\fR", "the file to read in place of mailauth.toml");
  return out + paragraph("\\fBNO_COLOR\\fR", "when it is set and not empty, nothing is coloured");
}

std::string files() {
  return ".SH FILES\n" +
         paragraph("\\fImailauth.toml\\fR", "in the working directory, or above it up to the root of the repository") +
         paragraph("\\fI$XDG_CONFIG_HOME/mailauth/config.toml\\fR", "when there is no mailauth.toml");
}

}  // namespace

std::string man_page(const CommandModel& model, std::string_view date) {
  std::string out = fmt::format(".TH MAILAUTH 1 {} {} {}\n", date, man_quoted(fmt::format("mailauth {}", version)),
                                man_quoted("User Commands"));
  out += ".SH NAME\nmailauth \\- audits the e\\-mail authentication of domains: SPF, DKIM, DMARC\n";
  out += ".SH SYNOPSIS\n\\fBmailauth\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n";
  out += ".SH DESCRIPTION\n" + man_escaped(model.help) + "\n.SH COMMANDS\n";
  for (const CommandModel* command : all_commands(model))
    if (command != &model) out += man_command(*command);
  out += ".SH EXIT STATUS\n" + exit_codes(model.footer) + environment() + files();
  return out + ".SH EXAMPLES\n.nf\nmailauth check example.com\nmailauth fix example.com \\-\\-format zone\n.fi\n"
               ".SH SEE ALSO\n.BR dig (1)\n";
}

}  // namespace mailauth::cli::generate
