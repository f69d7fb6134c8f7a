# Writes a C++ source with the SQL of every migration: cmake -DOUTPUT=x.cpp -DFILES=a.sql;b.sql -P
# EmbedText.cmake.  The file name gives the version: 0001_first.sql is version 1.
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(REGEX MATCH "^[0-9]+" digits ${name})
  math(EXPR version "${digits} + 0")
  file(READ ${file} text)
  string(APPEND rows "    {${version}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from deposit/store/migrations.
#include \"deposit/store/sqlite/migrations.h\"

namespace lockbox::deposit {

namespace {
constexpr Migration all_migrations[] = {
${rows}};
}  // namespace

std::span<const Migration> migrations() { return all_migrations; }

}  // namespace lockbox::deposit
")
