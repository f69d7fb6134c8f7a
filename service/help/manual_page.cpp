#include "service/help/manual_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/help/version.h"
#include "service/serve/settings.h"

namespace lockbox::service {
namespace {

/// Text as man(7) takes it: a dash that a reader can copy, no line that begins with a request.
std::string roff(std::string_view text) {
  std::string safe;
  bool is_line_start = true;
  for (const char c : text) {
    if (is_line_start && (c == '.' || c == '\'')) safe += "\\&";
    is_line_start = c == '\n';
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string heading(std::string_view title, int section, std::string_view meaning) {
  std::string upper{title};
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return fmt::format(
      ".TH \"{}\" {} \"\" \"lockbox {}\" \"Lockbox manual\"\n.nh\n.SH NAME\n{} \\- {}\n",
      roff(upper), section, roff(program_version()), roff(title), roff(meaning));
}

/// "--site TEXT, -s TEXT" with the names bold and the value slanted.
std::string terms(const OptionHelp& option, bool is_argument) {
  if (is_argument) return italic(option.names.front());
  std::string terms;
  for (const auto& name : option.names) {
    terms += (terms.empty() ? "" : ", ") + bold(name);
    if (!option.value.empty()) terms += " " + italic(option.value);
  }
  return terms;
}

std::string option_entry(const OptionHelp& option, bool is_argument) {
  auto text = ".TP\n" + terms(option, is_argument) + "\n" + roff(option.meaning) + ".";
  if (!option.choices.empty()) {
    text += roff(fmt::format(" One of {}.", fmt::join(option.choices, ", ")));
  }
  if (!option.limits.empty()) text += " " + roff(option.limits) + ".";
  if (!option.fallback.empty()) text += " Default: " + roff(option.fallback) + ".";
  if (option.is_required) text += " Required.";
  return text + "\n";
}

std::string synopsis(const CommandHelp& command) {
  auto text = bold(command.name);
  if (!command.options.empty()) text += " [" + italic("OPTIONS") + "]";
  for (const auto& argument : command.arguments) {
    const auto name = italic(argument.names.front()) + (argument.is_repeated ? "..." : "");
    text += argument.is_required ? " " + name : " [" + name + "]";
  }
  return text;
}

std::string command_section(const CommandHelp& command) {
  auto text = fmt::format(".SS {}\n{}.\n.PP\n{}\n", bold(command.name), roff(command.meaning),
                          synopsis(command));
  for (const auto& argument : command.arguments) text += option_entry(argument, true);
  for (const auto& option : command.options) {
    if (!std::ranges::count(option.names, "--help")) text += option_entry(option, false);
  }
  return text;
}

/// The footer of the program: lines that stay as they are.
std::string verbatim(std::string_view text) {
  return ".nf\n" + roff(text) + "\n.fi\n";
}

std::string setting_entry(const SettingSpec& spec) {
  const bool is_count = spec.kind == SettingSpec::Kind::Count;
  auto text = fmt::format(".TP\n{} = {}\n{}", bold(spec.key),
                          italic(is_count                               ? "NUMBER"
                                 : spec.kind == SettingSpec::Kind::Path ? "\"PATH\""
                                                                        : "\"TEXT\""),
                          roff(spec.meaning));
  if (is_count) text += fmt::format(" From 1 to {}.", spec.greatest);
  if (spec.need == SettingSpec::Need::Required) text += " Required.";
  if (!spec.fallback.empty()) text += " Default: " + roff(spec.fallback) + ".";
  return text + "\n";
}

}  // namespace

std::string program_manual(const CommandHelp& program) {
  auto text = heading("lockbox", 1, "payment processing, from the mail tray to the bank deposit");
  text += ".SH SYNOPSIS\n" + bold("lockbox") + " " + italic("COMMAND") + " [" + italic("OPTIONS") +
          "]\n";
  text += ".SH DESCRIPTION\n" + roff(program.meaning) + ".\n";
  text += ".SH OPTIONS\n";
  for (const auto& option : program.options) text += option_entry(option, false);
  text += ".SH COMMANDS\n";
  for (const auto* command : all_commands(program)) {
    const bool can_run = command->commands.empty() || !command->needs_command;
    if (command != &program && can_run) text += command_section(*command);
  }
  text += ".SH EXIT STATUS\n" + verbatim(program.footer);
  text += ".SH SEE ALSO\n" + bold("lockbox.toml") + "(5)\n";
  return text;
}

std::string config_manual() {
  auto text = heading("lockbox.toml", 5, "how the lockbox service runs on this machine");
  text += ".SH DESCRIPTION\n" +
          roff(
              "The file is TOML 1.0. A relative path starts at the folder of the file. A key that "
              "is not listed here is an error. ") +
          bold("lockbox config check") + roff(" names every fault with line and column; ") +
          bold("lockbox config show --origin") +
          roff(" says which values are in force and where each came from.\n");
  std::string_view table = "none";
  for (const auto& spec : setting_specs()) {
    if (spec.table != table) {
      table = spec.table;
      text += table.empty()             ? ".SH KEYS OF THE FILE\n"
              : table == scan_job_table ? ".SH [[SCAN_JOB]]\nOne for each way mail is scanned; "
                                          "there may be none.\n"
                                        : ".SH [" + std::string{table} + "]\n";
    }
    text += setting_entry(spec);
  }
  text += ".SH FILES\n.TP\n" + italic("/etc/lockbox/lockbox.toml") +
          "\nWhat the unit lockbox.service reads.\n";
  text += ".SH SEE ALSO\n" + bold("lockbox") + "(1)\n";
  return text;
}

}  // namespace lockbox::service
