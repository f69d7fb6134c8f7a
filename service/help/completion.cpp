#include "service/help/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace lockbox::service {
namespace {

/// The text with a backslash before each of these characters.
std::string escaped(std::string_view text, std::string_view characters) {
  std::string escaped;
  for (const char c : text) {
    if (characters.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string last_word(const std::string& name) {
  return name.substr(name.rfind(' ') + 1);
}

/// The names of every command but the program, as alternatives of a shell's `case`.
std::vector<std::string> quoted_commands(const CommandHelp& program) {
  std::vector<std::string> names;
  for (const auto* command : all_commands(program)) {
    if (command != &program) names.push_back("'" + command->name + "'");
  }
  return names;
}

// ---- bash ----

/// What may stand where the cursor is: commands, and options once a dash is typed.
std::string bash_words(const CommandHelp& command) {
  std::vector<std::string> commands;
  std::vector<std::string> options;
  for (const auto& inner : command.commands) commands.push_back(last_word(inner.name));
  for (const auto& argument : command.arguments) {
    commands.insert(commands.end(), argument.choices.begin(), argument.choices.end());
  }
  for (const auto& option : command.options) {
    options.insert(options.end(), option.names.begin(), option.names.end());
  }
  return fmt::format("    '{}')\n      words='{}'\n      options='{}'\n      ;;\n", command.name,
                     fmt::join(commands, " "), fmt::join(options, " "));
}

/// What may stand behind options that take a value; nothing lets the shell offer files.
std::string bash_values(const CommandHelp& command) {
  std::string cases;
  for (const auto& option : command.options) {
    for (const auto& name : option.names) {
      if (option.value.empty()) continue;
      cases += fmt::format("    '{} {}') words='{}' options= ;;\n", command.name, name,
                           fmt::join(option.choices, " "));
    }
  }
  return cases;
}

std::string bash_script(const CommandHelp& program) {
  std::string words;
  std::string values;
  for (const auto* command : all_commands(program)) {
    words += bash_words(*command);
    values += bash_values(*command);
  }
  return fmt::format(R"(# Bash completion, made by '{0} completion bash'.
_{0}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command={0} words='' options='' word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$command $word" in
    {1}) command+=" $word" ;;
    esac
  done
  case $command in
{2}  esac
  case "$command $previous" in
{3}  esac
  if [[ $current == -* ]]; then
    words=$options
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _{0} {0}
)",
                     program.name, fmt::join(quoted_commands(program), " | "), words, values);
}

// ---- fish ----

std::string fish_quoted(std::string_view text) {
  return "'" + escaped(text, "\\'") + "'";
}

std::string fish_option(const OptionHelp& option) {
  std::string line;
  for (const auto& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_file()) {
    line += " -r -F";
  } else if (!option.value.empty()) {
    line += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
  }
  return line;
}

std::string fish_lines(const CommandHelp& command, const std::string& program) {
  const auto start =
      fmt::format("complete -c {} -n '__{}_at \"{}\"'", program, program, command.name);
  const bool takes_file = std::ranges::any_of(command.arguments, &OptionHelp::takes_file);
  std::string lines;
  if (!takes_file) lines += start + " -f\n";
  for (const auto& inner : command.commands) {
    lines +=
        fmt::format("{} -a {} -d {}\n", start, last_word(inner.name), fish_quoted(inner.meaning));
  }
  for (const auto& argument : command.arguments) {
    if (!argument.choices.empty()) {
      lines += fmt::format("{} -a '{}'\n", start, fmt::join(argument.choices, " "));
    }
  }
  for (const auto& option : command.options) {
    lines += fmt::format("{}{} -d {}\n", start, fish_option(option), fish_quoted(option.meaning));
  }
  return lines;
}

std::string fish_script(const CommandHelp& program) {
  std::string lines;
  for (const auto* command : all_commands(program)) lines += fish_lines(*command, program.name);
  return fmt::format(R"(# Fish completion, made by '{0} completion fish'.
function __{0}_at --description 'Whether the words typed so far name this command'
    set -l command {0}
    for word in (commandline -opc)[2..-1]
        switch "$command $word"
            case {1}
                set command "$command $word"
        end
    end
    test "$command" = "$argv[1]"
end
{2})",
                     program.name, fmt::join(quoted_commands(program), " "), lines);
}

// ---- zsh ----

/// Within single quotes and the brackets and colons of _arguments.
std::string zsh_escaped(std::string_view text) {
  std::string safe;
  for (const char c : escaped(text, "\\[]:")) {
    if (c == '\'') {
      safe += "'\\''";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string zsh_value(const OptionHelp& option) {
  if (option.value.empty()) return {};
  const auto& name = option.names.front();
  const auto label = zsh_escaped(name.substr(std::min(name.size(), name.find_first_not_of('-'))));
  if (!option.choices.empty()) {
    return fmt::format(":{}:({})", label, fmt::join(option.choices, " "));
  }
  return fmt::format(":{}:{}", label, option.takes_file() ? "_files" : " ");
}

std::string zsh_function_name(const CommandHelp& command) {
  auto name = "_" + command.name;
  std::ranges::replace_if(
      name, [](char c) { return c == ' ' || c == '-'; }, '_');
  return name;
}

std::string zsh_arguments(const CommandHelp& command) {
  std::string lines;
  for (const auto& option : command.options) {
    const auto meaning = zsh_escaped(option.meaning);
    for (const auto& name : option.names) {
      lines += fmt::format(" \\\n    '({}){}[{}]{}'", fmt::join(option.names, " "), name, meaning,
                           zsh_value(option));
    }
  }
  if (!command.commands.empty()) return lines + " \\\n    '1: :->command' '*:: :->rest'";
  for (const auto& argument : command.arguments) {
    lines += fmt::format(" \\\n    '{}{}'", argument.is_repeated ? "*" : "", zsh_value(argument));
  }
  return lines;
}

/// Chooses a command, then leaves the rest of the line to its function.
std::string zsh_dispatch(const CommandHelp& command) {
  std::string choices;
  std::string cases;
  for (const auto& inner : command.commands) {
    const auto word = last_word(inner.name);
    choices += fmt::format("      '{}:{}'\n", word, zsh_escaped(inner.meaning));
    cases += fmt::format("    {}) {} ;;\n", word, zsh_function_name(inner));
  }
  const bool takes_file = std::ranges::any_of(command.arguments, &OptionHelp::takes_file);
  return fmt::format(R"(  case $state in
  command)
    local -a commands=(
{})
    _describe -t commands command commands
{}    ;;
  rest)
    case $line[1] in
{}    esac
    ;;
  esac
)",
                     choices, takes_file ? "    _files\n" : "", cases);
}

std::string zsh_function(const CommandHelp& command) {
  const bool has_commands = !command.commands.empty();
  std::string text = zsh_function_name(command) + "() {\n";
  text += "  local context state state_descr line\n  typeset -A opt_args\n";
  text += std::string{"  _arguments"} + (has_commands ? " -C" : "") + zsh_arguments(command) + "\n";
  if (has_commands) text += zsh_dispatch(command);
  return text + "}\n\n";
}

std::string zsh_script(const CommandHelp& program) {
  auto text = fmt::format("#compdef {0}\n# Zsh completion, made by '{0} completion zsh'.\n\n",
                          program.name);
  for (const auto* command : all_commands(program)) text += zsh_function(*command);
  return text + fmt::format(R"(if [[ $funcstack[1] == _{0} ]]; then
  _{0} "$@"
else
  compdef _{0} {0}
fi
)",
                            program.name);
}

}  // namespace

std::string completion_script(const CommandHelp& program, Shell shell) {
  switch (shell) {
    case Shell::Bash:
      return bash_script(program);
    case Shell::Fish:
      return fish_script(program);
    case Shell::Zsh:
      return zsh_script(program);
  }
  return {};
}

}  // namespace lockbox::service
