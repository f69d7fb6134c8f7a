#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "service/cli/commands.h"
#include "service/process/typed_names.h"

namespace lockbox::service {

namespace {

/// Progress goes to standard output and is flushed: who reads it may rely on what it says.
void say(const Progress& progress) {
  if (progress.total > 0) {
    fmt::print("{} {} of {}\n", progress.stage, progress.done, progress.total);
  } else if (progress.done > 0) {
    fmt::print("{} {}\n", progress.stage, progress.done);
  } else {
    fmt::print("{}\n", progress.stage);
  }
  std::fflush(stdout);
}

void say_deposits(const deposit::BatchContents& contents) {
  for (const auto& deposit : contents.deposits) {
    const bool approved = is_approved(deposit.state);
    fmt::print("  ticket {}  {:<20} {:>4} items {:>15}  {}\n", deposit.ticket,
               deposit.deposit_account, deposit.items.size(), deposit.total.to_string(),
               approved
                   ? "approved by " + deposit.approved_by + ", prepared by " + deposit.prepared_by
                   : "awaiting approval, prepared by " + deposit.prepared_by);
  }
}

void say_open_work(const ProcessOutcome& outcome) {
  for (const auto& task : outcome.contents.tasks) {
    if (task.state != deposit::TaskState::Open) continue;
    fmt::print("  document {:>6}  {:<10} {}\n", task.sequence,
               name_of(deposit::task_field_names, task.field), task.reason);
  }
  for (const auto& document : outcome.contents.documents) {
    for (const auto& fault : document.faults()) {
      fmt::print("  document {:>6}  {:<10} {}\n", document.captured.sequence, fault.code,
                 fault.message);
    }
  }
  for (const auto& item : outcome.unplaceable) {
    fmt::print("  document {:>6}  {:<10} {}: {}\n", item.sequence, "held", item.amount.to_string(),
               item.reason);
  }
  for (const auto& line : outcome.refused) {
    fmt::print("  keyed line {:>4}  document {}, {}: {}\n", line.line, line.sequence, line.field,
               line.reason);
  }
}

void say_outcome(const ProcessOutcome& outcome) {
  const auto& totals = outcome.totals;
  fmt::print("\n{}\n", outcome.control.sentence());
  if (outcome.waits_for_release) {
    fmt::print(
        "A person who worked on none of it must release it; until then nothing of it is "
        "deposited.\n");
  }
  for (const auto& correction : outcome.contents.batch.corrections) {
    fmt::print("Declared totals corrected by {} from {} to {}: {}\n", correction.corrected_by,
               to_text(correction.from), to_text(correction.to), correction.reason);
  }
  fmt::print("\n");
  fmt::print("  received    {:>15}\n", totals.received.to_string());
  fmt::print("  deposited   {:>15}\n", totals.deposited.to_string());
  fmt::print("  held        {:>15}\n", totals.held.to_string());
  fmt::print("  returned    {:>15}\n", totals.returned.to_string());
  fmt::print("  unexplained {:>15}\n", totals.unexplained.to_string());
  fmt::print("  of it in suspense {:>9}; {} amounts to key, {} tasks open\n\n",
             totals.suspense.to_string(), totals.unkeyed, totals.open_tasks);
  say_deposits(outcome.contents);
  say_open_work(outcome);
}

/// Answers or scans that may still change what the totals say.
bool totals_may_change(const ProcessOutcome& outcome) {
  const auto& contents = outcome.contents;
  return outcome.control.unkeyed > 0 ||
         std::ranges::any_of(contents.tasks,
                             [](const deposit::Task& task) {
                               return task.state == deposit::TaskState::Open &&
                                      task.field == deposit::TaskField::Duplicate;
                             }) ||
         std::ranges::any_of(contents.documents, [](const deposit::Document& document) {
           return document.state == deposit::DocumentState::NeedsRescan &&
                  !document.captured.images.empty();
         });
}

}  // namespace

ExitCode exit_code_of(const ProcessOutcome& outcome) {
  const bool is_wrong = !outcome.control.holds() && !totals_may_change(outcome);
  return is_wrong ? ExitCode::OutOfBalance : ExitCode::Done;
}

ExitCode run_process(const ProcessArguments& arguments) {
  auto workplace = Workplace::open(arguments.store_file, arguments.workplace);
  if (!workplace) return report_error(workplace.error());
  const auto names = check_typed_names(arguments.request, (*workplace)->books().people());
  if (!names) return report_error(names.error());
  const ProgressSink progress =
      arguments.form == OutputForm::Json ? ProgressSink{[](const Progress&) {}} : ProgressSink{say};
  const auto outcome = process_mail(arguments.request, **workplace, progress);
  if (!outcome) return report_error(outcome.error());
  if (arguments.form == OutputForm::Json) {
    fmt::print("{}", outcome->summary_json);
  } else {
    say_outcome(*outcome);
  }
  return exit_code_of(*outcome);
}

}  // namespace lockbox::service
