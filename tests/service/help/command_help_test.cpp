#include "service/help/command_help.h"

#include <CLI/CLI.hpp>

#include "service/help/completion.h"
#include "service/help/manual_page.h"
#include "service/serve/settings.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

/// A program with one of everything: its texts hold what shells and man(7) must not take for
/// syntax.
class SampleProgram {
 public:
  SampleProgram() {
    app_.footer(".first line\n'second' line");
    auto* tray = app_.add_subcommand("tray", "Mail trays");
    tray->require_subcommand(1);
    auto* open = tray->add_subcommand("open-all", "Open [all] trays: today's");
    open->add_option("tray", trays_, "Trays")->required();
    open->add_option("-c,--colour", colour_, "Its colour")
        ->check(CLI::IsMember(std::vector<std::string>{"red", "green"}));
    open->add_option("--count", count_, "How many")->check(CLI::Range(1, 9))->default_val(3);
    open->add_flag("--secret", is_secret_, "Not for people")->group("");
    app_.add_subcommand("hidden", "Not for people")->group("");
  }

  [[nodiscard]] CommandHelp help() const { return command_help(app_); }

 private:
  std::vector<std::string> trays_;
  std::string colour_;
  int count_ = 0;
  bool is_secret_ = false;
  CLI::App app_{"A sample", "sample"};
};

TEST_CASE("The help of a command holds what it is parsed by", "[help]") {
  const auto help = SampleProgram{}.help();
  CHECK(help.name == "sample");
  REQUIRE(help.commands.size() == 1);
  CHECK(help.commands[0].needs_command);
  REQUIRE(help.commands[0].commands.size() == 1);
  const auto& open = help.commands[0].commands[0];
  CHECK(open.name == "sample tray open-all");
  REQUIRE(open.arguments.size() == 1);
  CHECK(open.arguments[0].names == std::vector<std::string>{"tray"});
  CHECK(open.arguments[0].is_required);
  CHECK(open.arguments[0].is_repeated);
  REQUIRE(open.options.size() == 3);
  CHECK(open.options[0].names == std::vector<std::string>{"-h", "--help"});
  CHECK(open.options[0].value.empty());
  CHECK(open.options[1].names == std::vector<std::string>{"-c", "--colour"});
  CHECK(open.options[1].choices == std::vector<std::string>{"red", "green"});
  CHECK(open.options[2].value == "INT");
  CHECK(open.options[2].limits == "INT in [1 - 9]");
  CHECK(open.options[2].fallback == "3");
}

TEST_CASE("What the help hides is in no script and on no page", "[help]") {
  const auto help = SampleProgram{}.help();
  for (const auto shell : {Shell::Bash, Shell::Fish, Shell::Zsh}) {
    CHECK_THAT(completion_script(help, shell), !Contains("hidden") && !Contains("secret"));
  }
  CHECK_THAT(program_manual(help), !Contains("hidden") && !Contains("secret"));
}

TEST_CASE("A text of the help cannot end a quotation of a script", "[help]") {
  const auto help = SampleProgram{}.help();
  CHECK_THAT(completion_script(help, Shell::Fish), Contains(R"('Open [all] trays: today\'s')"));
  CHECK_THAT(completion_script(help, Shell::Zsh), Contains(R"(Open \[all\] trays\: today'\''s')"));
}

TEST_CASE("A line of the help cannot become a request of a manual page", "[help]") {
  const auto page = program_manual(SampleProgram{}.help());
  CHECK_THAT(page, Contains("\n\\&.first line\n\\&'second' line\n"));
  CHECK_THAT(page, Contains(R"(\fB\-c\fR \fITEXT\fR, \fB\-\-colour\fR \fITEXT\fR)"));
  CHECK_THAT(page, Contains("How many. INT in [1 \\- 9]. Default: 3."));
}

TEST_CASE("Every key of lockbox.toml is on its manual page", "[help][config]") {
  const auto page = config_manual();
  for (const auto& spec : setting_specs()) {
    CHECK_THAT(page, Contains("\\fB" + std::string{spec.key} + "\\fR"));
  }
}

}  // namespace
}  // namespace lockbox::service
