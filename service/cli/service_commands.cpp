#include "service/cli/service_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "service/cli/commands.h"
#include "service/serve/config_workplace.h"
#include "service/serve/service_run.h"

namespace lockbox::service {
namespace {

constexpr std::int64_t port_max = 65'535;

void say_address(const std::string& address) {
  fmt::print("Open {} in a browser.  Ctrl+C stops the service.\n", address);
  std::fflush(stdout);
}

ExitCode run_init(const InitRequest& request) {
  const SystemClock clock;
  const auto outcome = init_office(request, clock);
  if (!outcome) return report_error(outcome.error());
  fmt::print(
      "{0} is ready; look through it and site.toml beside it, then:\n\n"
      "  lockbox serve --config {0}\n\n"
      "{1} sets a password, once and until {2}, at\n\n  http://127.0.0.1:{3}{4}\n",
      outcome->config_file.string(), request.full_name, to_string(outcome->invitation_expires),
      request.port, outcome->invitation_path);
  return ExitCode::Done;
}

ExitCode run_serve(const std::filesystem::path& config_file) {
  const auto config = read_serve_config(config_file);
  if (!config) return report_error(config.error());
  if (const auto sound = check_surroundings(*config); !sound) return report_error(sound.error());
  if (const auto served = run_service(*config, say_address); !served) {
    return report_error(served.error());
  }
  return ExitCode::Done;
}

Result<NewInvitation> invite(const std::filesystem::path& config_file, const std::string& name) {
  const auto config = TRY(read_serve_config(config_file));
  const auto workplace = TRY(open_workplace(config));
  auto& people = workplace->books().people();
  const auto found = TRY(people.credentials(name));
  if (!found) return fail(ErrorCode::NotFound, "There is no user '" + name + "'.");
  const SystemClock clock;
  return invite_user(people, found->user, deposit::Actor{"lockbox user invite"}, clock.now());
}

ExitCode run_invite(const std::filesystem::path& config_file, const std::string& name) {
  const auto invitation = invite(config_file, name);
  if (!invitation) return report_error(invitation.error());
  fmt::print("{} sets a password, once and until {}, at {} of the service's address.\n", name,
             to_string(invitation->expires), invitation->path);
  return ExitCode::Done;
}

ExitCode run_demo(const DemoRequest& request) {
  const SystemClock clock;
  fmt::print("Preparing the demonstration in {} ...\n", request.folder.string());
  std::fflush(stdout);
  const auto config = prepare_demo(request, clock);
  if (!config) return report_error(config.error());
  fmt::print("Sign in with the password \"{}\" as\n", demo_password);
  for (const auto& person : demo_people) fmt::print("  {:<8}{}\n", person.name, person.role);
  if (const auto served = run_service(*config, say_address); !served) {
    return report_error(served.error());
  }
  return ExitCode::Done;
}

}  // namespace

ServiceCommands::ServiceCommands(CLI::App& program) : program_{program} {
  add_init();
  add_serve();
  add_user();
  add_demo();
}

void ServiceCommands::add_init() {
  auto* init =
      program_.add_subcommand("init", "Set an office up: configuration, books, first user");
  init->add_option("folder", init_.folder, "Folder to make it in")->required();
  init->add_option("--books", init_.books, "Folder for books, scans and outputs; default FOLDER");
  init->add_option("--organisation", init_.organisation, "Whose service this is")->required();
  init->add_option("--bank", init_.bank, "The bank of the first deposit account")->required();
  init->add_option("--cut-off", init_.cut_off, "Until when it takes deposits, e.g. 14:00");
  init->add_option("--site", init_.site, "Id of the site")->capture_default_str();
  init->add_option("--lockbox", init_.lockbox, "The first lockbox")->capture_default_str();
  init->add_option("--time-zone", init_.time_zone, "e.g. America/Chicago")->capture_default_str();
  init->add_option("--deposit-account", init_.deposit_account, "Id of the first deposit account")
      ->capture_default_str();
  init->add_option("--deposit-account-name", init_.deposit_account_name, "As tickets print it")
      ->capture_default_str();
  init->add_option("--fund", init_.fund, "The fund that takes payments")->capture_default_str();
  init->add_option("--administrator", init_.administrator, "Name to sign in with")
      ->capture_default_str();
  init->add_option("--full-name", init_.full_name, "The administrator's full name")
      ->capture_default_str();
  init->add_option("--port", init_.port, "Port of the service")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, port_max));
}

void ServiceCommands::add_serve() {
  auto* serve = program_.add_subcommand("serve", "Serve the screens and the API");
  serve->add_option("--config", config_file_, "lockbox.toml")->required();
}

void ServiceCommands::add_user() {
  auto* user = program_.add_subcommand("user", "People who sign in");
  user->require_subcommand(1);
  auto* invite = user->add_subcommand("invite", "Make a new link to set a password");
  invite->add_option("name", user_, "Name of the user")->required();
  invite->add_option("--config", config_file_, "lockbox.toml")->required();
}

void ServiceCommands::add_demo() {
  auto* demo =
      program_.add_subcommand("demo", "Serve a city with drawn mail, on this machine only");
  demo->add_option("--folder", demo_.folder, "Folder of the demonstration")
      ->default_val("lockbox-demo");
  demo->add_option("--port", demo_.port, "Port of the service; 0 lets the system choose")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{0}, port_max));
  demo->add_flag("--reset", demo_.reset, "Begin the demonstration anew");
}

bool ServiceCommands::parsed() const {
  return program_.get_subcommand("init")->parsed() || program_.get_subcommand("serve")->parsed() ||
         program_.get_subcommand("user")->parsed() || program_.get_subcommand("demo")->parsed();
}

ExitCode ServiceCommands::run() const {
  if (program_.get_subcommand("init")->parsed()) return run_init(init_);
  if (program_.get_subcommand("serve")->parsed()) return run_serve(config_file_);
  if (program_.get_subcommand("demo")->parsed()) return run_demo(demo_);
  return run_invite(config_file_, user_);
}

}  // namespace lockbox::service
