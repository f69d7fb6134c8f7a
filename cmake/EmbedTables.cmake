# Writes a C++ source with the text of every table: cmake -DOUTPUT=x.cpp -DFILES=a.csv;b.csv -P
# EmbedTables.cmake.  The function that gives a text has the name of its file: florida_csv().
set(functions "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND functions "std::string_view ${name}_csv() { return R\"csv(${text})csv\"; }\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from deposit/ledger/data.
#include \"deposit/ledger/data_files.h\"

namespace lockbox::deposit::ledger {

${functions}
}  // namespace lockbox::deposit::ledger
")
