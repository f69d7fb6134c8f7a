#include "service/process/process.h"

#include <algorithm>

#include "capture/batch_source.h"
#include "core/file.h"
#include "deposit/model/person.h"
#include "drivers/folder/folder_scanner.h"
#include "service/custody/custody_view.h"
#include "service/process/deposits.h"
#include "service/process/inputs.h"
#include "service/process/outputs.h"
#include "service/process/settle.h"

namespace lockbox::service {

using deposit::Actor;

namespace {

/// Declared totals that differ from the registered ones are taken only as a correction.
Result<void> settle_declaration(const ProcessRequest& request, const deposit::BatchHeader& header,
                                deposit::Store& store) {
  const auto batch = registered_batch(TRY(store.batches()), header);
  if (!batch || batch->header.control == header.control) return {};
  if (request.correction && header.control) {
    return store.correct_control(batch->id, *header.control, request.correction->because,
                                 Actor{request.correction->by});
  }
  const auto was_and_is = "Batch " + std::to_string(batch->id.value()) + " was declared with " +
                          to_text(batch->header.control) + ", now with " + to_text(header.control);
  if (!header.control) {
    return fail(ErrorCode::Conflict,
                was_and_is + "; a declaration can be corrected, not withdrawn.");
  }
  return fail(ErrorCode::Conflict,
              was_and_is + "; to correct it give --correct-totals-by NAME --because REASON.");
}

/// Opens the batch of the folder, or the one that holds it already, and captures what is new.
Result<deposit::Batch> capture_mail(const ProcessRequest& request, deposit::BatchHeader header,
                                    Workplace& workplace, const ProgressSink& progress) {
  const auto scanner = TRY(drivers::FolderScanner::open(request.scan_folder));
  auto& store = workplace.store();
  header.source = TRY(capture::identify_folder(*scanner, store, header.site, header.lockbox));
  TRY(settle_declaration(request, header, store));
  auto captured = TRY(capture_folder(*scanner, header, workplace, progress));
  for (const auto& fault : captured.device_faults) progress({"fault: " + fault.message, 0, 0});
  return std::move(captured.batch);
}

Result<void> read_mail(const deposit::Batch& batch, const deposit::Site& site, Workplace& workplace,
                       const ProgressSink& progress) {
  const capture::ReadingRules rules{site.coupons, site.image_quality, site.reading};
  const auto reader = [&](const capture::DocumentPictures& pictures) {
    return capture::read_document(workplace.pictures(), pictures, rules);
  };
  return read_documents(batch, reader, workplace, progress);
}

std::vector<deposit::KeyedAnswer> answers_in(const KeyedFile& keyed) {
  std::vector<deposit::KeyedAnswer> answers;
  answers.reserve(keyed.rows.size());
  for (const auto& row : keyed.rows) {
    answers.push_back({row.sequence, row.field, row.value, row.actor});
  }
  return answers;
}

std::vector<RefusedLine> refused_lines(const KeyedFile& keyed,
                                       const std::vector<RefusedAnswer>& refused) {
  std::vector<RefusedLine> lines;
  for (const auto& problem : keyed.problems) {
    lines.push_back({problem.line, problem.sequence, problem.field, {}, problem.problem});
  }
  for (const auto& refusal : refused) {
    const auto& row = keyed.rows[refusal.answer];
    lines.push_back({row.line, std::to_string(row.sequence),
                     std::string{name_of(deposit::task_field_names, row.field)}, row.value,
                     refusal.reason});
  }
  std::ranges::stable_sort(lines, {}, &RefusedLine::line);
  return lines;
}

Result<void> check_correction(const TotalsCorrection& correction) {
  if (deposit::folded_name(correction.by).empty()) {
    return fail(ErrorCode::InvalidInput, "A correction of declared totals must say who makes it.");
  }
  if (deposit::folded_name(correction.because).empty()) {
    return fail(ErrorCode::InvalidInput, "A correction of declared totals must say why.");
  }
  return {};
}

}  // namespace

Result<ProcessOutcome> process_mail(const ProcessRequest& request, Workplace& workplace,
                                    const ProgressSink& progress) {
  const DepositPeople people{request.prepared_by, request.approved_by};
  TRY(check_two_people(people));
  if (request.correction) TRY(check_correction(*request.correction));
  const auto inputs = TRY(read_inputs(request));
  TRY(make_directory_durably(request.out_folder));

  auto& store = workplace.store();
  const auto& header = inputs.batch;
  TRY(store.import_accounts(header.site, header.lockbox, inputs.accounts.sha256,
                            inputs.accounts.accounts,
                            Actor{header.prepared_by.empty() ? "lockbox" : header.prepared_by}));
  TRY(custody::check_ticket(workplace.books(), header.site, inputs.work_units));
  const auto batch = TRY(capture_mail(request, header, workplace, progress));
  TRY(custody::link_by_ticket(workplace.books(), header.site, batch.id, inputs.work_units,
                              Actor{header.prepared_by.empty() ? "lockbox" : header.prepared_by}));
  TRY(read_mail(batch, inputs.site, workplace, progress));

  const deposit::AccountIndex accounts{TRY(store.accounts(header.site, header.lockbox))};
  const auto settled =
      TRY(settle_batch(store, batch.id, inputs.site, accounts, answers_in(inputs.keyed)));
  progress({"settled", 0, 0});
  auto unplaceable = TRY(deposit_batch(store, batch.id, inputs.site, people, settled.control));
  progress({"deposited", 0, 0});
  const auto files = TRY(write_outputs(store, batch.id, inputs.site, request.out_folder));

  ProcessOutcome outcome{TRY(store.load_batch(batch.id)),
                         settled.control,
                         {},
                         refused_lines(inputs.keyed, settled.refused),
                         std::move(unplaceable),
                         settled.control.waits_for_release(inputs.site.balancing),
                         {}};
  outcome.totals = total_up(outcome.contents);
  outcome.summary_json =
      TRY(render_summary({outcome.contents, outcome.control, outcome.refused, outcome.unplaceable,
                          files, outcome.waits_for_release}));
  TRY(write_file_durably(request.out_folder / "summary.json", bytes_of(outcome.summary_json)));
  progress({"summary written", 0, 0});
  return outcome;
}

}  // namespace lockbox::service
