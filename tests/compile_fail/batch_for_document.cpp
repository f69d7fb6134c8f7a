#include "core/ids.h"
void open_document(lockbox::DocumentId document);
#ifdef SHOULD_FAIL
void bad(lockbox::BatchId batch) {
  open_document(batch);
}
#else
void good(lockbox::DocumentId document) {
  open_document(document);
}
#endif
