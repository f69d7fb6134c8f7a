#pragma once

#include "deposit/store/carries.h"
#include "deposit/store/close_books.h"
#include "deposit/store/correspondence.h"
#include "deposit/store/credit.h"
#include "deposit/store/custody.h"
#include "deposit/store/days.h"
#include "deposit/store/deposits.h"
#include "deposit/store/drawers.h"
#include "deposit/store/exceptions.h"
#include "deposit/store/finder.h"
#include "deposit/store/ledger.h"
#include "deposit/store/master_accounts.h"
#include "deposit/store/matching.h"
#include "deposit/store/office_log.h"
#include "deposit/store/people.h"
#include "deposit/store/reporting.h"
#include "deposit/store/request_log.h"
#include "deposit/store/store.h"
#include "deposit/store/task_queue.h"
#include "deposit/store/watch.h"

namespace lockbox::deposit {

/// All ports to one set of books, over one connection.  For one thread; as many as wanted may be
/// open on the same file.
class Books {
 public:
  virtual ~Books() = default;
  [[nodiscard]] virtual Store& store() = 0;
  [[nodiscard]] virtual Days& days() = 0;
  [[nodiscard]] virtual TaskQueue& tasks() = 0;
  [[nodiscard]] virtual People& people() = 0;
  [[nodiscard]] virtual RequestLog& requests() = 0;
  [[nodiscard]] virtual Finder& finder() = 0;
  [[nodiscard]] virtual Matching& matching() = 0;
  [[nodiscard]] virtual CloseBooks& closing() = 0;
  [[nodiscard]] virtual Exceptions& exceptions() = 0;
  [[nodiscard]] virtual Deposits& deposits() = 0;
  [[nodiscard]] virtual LedgerBook& ledger() = 0;
  [[nodiscard]] virtual Custody& custody() = 0;
  [[nodiscard]] virtual Drawers& drawers() = 0;
  [[nodiscard]] virtual Reporting& reporting() = 0;
  [[nodiscard]] virtual Correspondence& correspondence() = 0;
  [[nodiscard]] virtual OfficeLog& office_log() = 0;
  [[nodiscard]] virtual MasterAccounts& master_accounts() = 0;
  [[nodiscard]] virtual WatchBook& watch() = 0;
  [[nodiscard]] virtual Carries& carries() = 0;
  [[nodiscard]] virtual CreditBook& credit() = 0;
};

}  // namespace lockbox::deposit
