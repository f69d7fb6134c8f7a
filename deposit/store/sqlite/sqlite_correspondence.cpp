#include <utility>

#include "deposit/store/sqlite/letter_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteCorrespondence final : public Correspondence {
 public:
  explicit SqliteCorrespondence(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<Letter>> letters(const std::string& site) override {
    return file_->read([&] { return read_letters(file_->context(), site); });
  }

  [[nodiscard]] Result<Letter> letter(const std::string& site, std::int64_t number) override {
    return file_->read([&] { return read_letter(file_->context(), site, number); });
  }

  [[nodiscard]] Result<Letter> draft(const std::string& site, const Letter& letter,
                                     const Actor& actor) override {
    return file_->change(actor, "Letter drafted.",
                         [&] { return add_letter(file_->context(), site, letter); });
  }

  [[nodiscard]] Result<Letter> step(const std::string& site, std::int64_t number,
                                    const WantedLetterStep& wanted, const Actor& actor) override {
    // The note is a personal word: it stays with its step and is no reason in the trail.
    return file_->change(actor, "Letter worked.",
                         [&] { return step_letter(file_->context(), site, number, wanted); });
  }

  [[nodiscard]] Result<std::vector<Inquiry>> inquiries(const std::string& site) override {
    return file_->read([&] { return read_inquiries(file_->context(), site); });
  }

  [[nodiscard]] Result<Inquiry> inquiry(const std::string& site, std::int64_t number) override {
    return file_->read([&] { return read_inquiry(file_->context(), site, number); });
  }

  [[nodiscard]] Result<Inquiry> log(const std::string& site, const Inquiry& inquiry,
                                    const Actor& actor) override {
    return file_->change(actor, "Inquiry logged.",
                         [&] { return add_inquiry(file_->context(), site, inquiry); });
  }

  [[nodiscard]] Result<Inquiry> step(const std::string& site, std::int64_t number,
                                     const WantedInquiryStep& wanted, const Actor& actor) override {
    return file_->change(actor, "Inquiry worked.",
                         [&] { return step_inquiry(file_->context(), site, number, wanted); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<Correspondence> correspondence_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteCorrespondence>(std::move(file));
}

}  // namespace lockbox::deposit
