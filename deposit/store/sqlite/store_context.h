#pragma once

#include "deposit/store/sqlite/audit_trail.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/field_seal.h"

namespace lockbox::deposit {

/// What every part of the adapter works with, inside one database transaction.
struct StoreContext {
  Connection& db;
  const FieldSeal& seal;
  AuditTrail& audit;
  const Clock& clock;
};

}  // namespace lockbox::deposit
