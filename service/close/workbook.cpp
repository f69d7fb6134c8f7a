#include "service/close/workbook.h"

#include <xlsxwriter.h>

#include <chrono>

#include <unistd.h>

#include "core/file.h"
#include "core/limits.h"

namespace lockbox::service::close {

namespace {

using deposit::close::Cell;
using deposit::close::Table;

constexpr double column_width = 18;

struct Formats {
  lxw_format* head = nullptr;
  lxw_format* money = nullptr;
};

/// "amount" for "amount_cents": a sheet shows dollars.
std::string head_of(std::string_view column) {
  constexpr std::string_view cents = "_cents";
  if (column.ends_with(cents)) column.remove_suffix(cents.size());
  return std::string{column};
}

lxw_error write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                     const Formats& formats) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    return worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
  }
  if (const auto* count = std::get_if<std::int64_t>(&cell)) {
    return worksheet_write_number(sheet, row, column, static_cast<double>(*count), nullptr);
  }
  if (const auto* amount = std::get_if<Money>(&cell)) {
    constexpr double cents_in_dollar = 100;
    return worksheet_write_number(
        sheet, row, column, static_cast<double>(amount->cents()) / cents_in_dollar, formats.money);
  }
  return LXW_NO_ERROR;
}

lxw_error write_sheet(lxw_workbook* book, const Table& table, const Formats& formats) {
  auto* sheet = workbook_add_worksheet(book, std::string{table.name}.c_str());
  if (sheet == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  auto first_error = worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.columns.size()),
                                          column_width, nullptr);
  const auto note = [&first_error](lxw_error error) {
    if (first_error == LXW_NO_ERROR) first_error = error;
  };
  worksheet_freeze_panes(sheet, 1, 0);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    note(worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i),
                                head_of(table.columns[i]).c_str(), formats.head));
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      note(write_cell(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i),
                      table.rows[row][i], formats));
    }
  }
  return first_error;
}

lxw_error write_book(const WorkbookData& data, const std::filesystem::path& path) {
  auto* book = workbook_new(path.c_str());
  if (book == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  auto title = data.title;
  auto author = data.author;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = author.data();
  properties.created = std::chrono::system_clock::to_time_t(std::chrono::sys_days{data.day.date()});
  auto error = workbook_set_properties(book, &properties);
  Formats formats{workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.head);
  format_set_num_format(formats.money, "#,##0.00");
  for (const auto& table : data.tables) {
    if (error == LXW_NO_ERROR) error = write_sheet(book, table, formats);
  }
  const auto closed = workbook_close(book);  // Frees it, whatever became of it.
  return error == LXW_NO_ERROR ? closed : error;
}

/// A file of this thread alone, gone with this.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& folder)
      : path_{folder / (".workbook-" + std::to_string(::gettid()) + ".xlsx")} {}
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    std::error_code ignored;  // A scratch file that stays is only untidy.
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

Result<Bytes> render_workbook(const WorkbookData& data, const std::filesystem::path& scratch) {
  const ScratchFile file{scratch};
  const auto error = write_book(data, file.path());
  if (error != LXW_NO_ERROR) {
    return fail(ErrorCode::Unavailable,
                file.path().string() + ": the workbook cannot be written: " + lxw_strerror(error));
  }
  return read_file(file.path(), limits::text_file_bytes_max);
}

}  // namespace lockbox::service::close
