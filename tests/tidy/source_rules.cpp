#include "tidy/source_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace lockbox::tidy {
namespace {

using Folders = std::set<std::string>;

/// Which layers a layer may include from.  Dependencies point one way: down this list.
const std::map<std::string, Folders> layers_below{
    {"core", {"core"}},
    {"encode", {"core", "encode"}},
    {"drivers", {"core", "encode", "drivers"}},
    {"deposit", {"core", "encode", "deposit"}},
    {"capture", {"core", "encode", "drivers", "deposit", "capture"}},
    {"service", {"core", "encode", "drivers", "deposit", "capture", "service"}},
};

/// A folder inside a layer that is held apart from the rest of it.
struct InnerWall {
  std::string folder;
  std::string forbidden;
  std::string reason;
};
const std::array inner_walls{
    InnerWall{"deposit/model/", "deposit/store/", "the model is pure"},
    InnerWall{"deposit/model/", "deposit/output/", "the model is pure"},
    InnerWall{"deposit/model/", "deposit/work/", "the model is pure"},
    InnerWall{"capture/", "deposit/store/sqlite/", "use the Store port"},
};

/// An outside library lives behind one folder of ours, so that it can be replaced there.
struct Adapter {
  std::string header;
  std::string folder;
};
const std::array adapters{
    Adapter{"SQLiteCpp/", "deposit/store/sqlite/"},
    Adapter{"sqlite3.h", "deposit/store/sqlite/"},
    Adapter{"ZXing/", "encode/coupon/"},
    Adapter{"tiffio.h", "encode/image/"},
    Adapter{"jpeglib.h", "encode/image/"},
    Adapter{"png.h", "encode/image/"},
    Adapter{"openssl/", "core/"},
    Adapter{"hpdf.h", "encode/print/"},
    Adapter{"boost/asio", "service/http/"},
    Adapter{"boost/beast", "service/http/"},
    Adapter{"sodium.h", "service/auth/"},
    Adapter{"liboath/", "service/auth/"},
    Adapter{"systemd/", "service/ops/"},
    Adapter{"prometheus/", "service/ops/"},
    Adapter{"CLI/", "service/"},
    Adapter{"toml++/", "service/"},
    Adapter{"valijson/", "service/"},
};

/// Code that a folder may not hold, with the reason shown to whoever trips over it.
struct Ban {
  std::string folder;  ///< A prefix of the path; empty for every file.
  std::string code;    ///< A regular expression.
  std::string reason;
  std::string exempt;  ///< A path that may hold it, or empty.
};
// A reader's confidence is the one number of the deposit layer that is not exact.
const std::vector<Ban> bans{
    {"deposit/", "\\b(double|float)\\b(?! confidence\\b)", "money is whole cents", ""},
    {"deposit/", "\\b(stod|stof|strtod|atof)\\b", "money is whole cents", ""},
    {"core/money", "\\b(double|float)\\b", "money is whole cents", ""},
    {"", "\\bsystem_clock::now\\b", "take a Clock", "core/clock.cpp"},
    {"", "\\b(gettimeofday|clock_gettime|std::time)\\b", "take a Clock", "core/clock.cpp"},
    {"", "\\bco_(await|yield|return)\\b", "GCC 12 frees temporaries twice", ""},
    {"", "\\b(imgcodecs|highgui)\\b", "it loads 139 libraries; encode/image has the codecs", ""},
    {"", "\\bstd::format\\b|<format>", "GCC 12 lacks it; use fmt", ""},
    {"", "\\busing namespace std\\s*;", "name what you use", ""},
    {"tests/", "\\bsleep_(for|until)\\b", "a test that waits for time fails by chance", ""},
};

/// Marks of unfinished work, sought in comments too.  Built from halves, to be able to name itself.
const std::regex unfinished{
    "\\b(TO"
    "DO|FIX"
    "ME|XX"
    "X)\\b"};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string at(const Source& source, std::size_t index) {
  return source.path + ":" + std::to_string(index + 1) + ": ";
}

std::string layer_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

void check_own_include(const Source& source, std::size_t index, const std::string& target,
                       std::vector<std::string>& breaches) {
  const auto layer = layers_below.find(layer_of(source.path));
  if (layer == layers_below.end()) return;
  if (!layer->second.contains(layer_of(target)))
    breaches.push_back(at(source, index) + layer->first + " must not include " + layer_of(target) +
                       ".");
  for (const auto& wall : inner_walls) {
    if (source.path.starts_with(wall.folder) && target.starts_with(wall.forbidden))
      breaches.push_back(at(source, index) + wall.folder + " must not include " + wall.forbidden +
                         ": " + wall.reason + ".");
  }
}

void check_outside_include(const Source& source, std::size_t index, const std::string& header,
                           std::vector<std::string>& breaches) {
  if (!layers_below.contains(layer_of(source.path))) return;
  for (const auto& adapter : adapters) {
    if (header.starts_with(adapter.header) && !source.path.starts_with(adapter.folder))
      breaches.push_back(at(source, index) + "<" + header + "> belongs behind " + adapter.folder +
                         ".");
  }
}

/// The barcode library of Debian 12 aborts the process when it may scale the picture down.
void check_barcode_call(const Source& source, const std::string& code,
                        std::vector<std::string>& breaches) {
  static const std::regex call{"\\bReadBarcodes?\\s*\\("};
  static const std::regex guard{"setTryDownscale\\s*\\(\\s*false\\s*\\)"};
  if (std::regex_search(code, call) && !std::regex_search(code, guard))
    breaches.push_back(source.path + ":1: ReadBarcodes needs setTryDownscale(false): it aborts.");
}

}  // namespace

std::vector<std::string> include_breaches(const Source& source) {
  static const std::regex own{"^\\s*#\\s*include\\s*\"([^\"]+)\""};
  static const std::regex outside{"^\\s*#\\s*include\\s*<([^>]+)>"};
  std::vector<std::string> breaches;
  const auto lines = lines_of(source.text);
  for (std::size_t index = 0; index < lines.size(); ++index) {
    std::smatch match;
    if (std::regex_search(lines[index], match, own))
      check_own_include(source, index, match[1], breaches);
    else if (std::regex_search(lines[index], match, outside))
      check_outside_include(source, index, match[1], breaches);
  }
  return breaches;
}

std::vector<std::string> word_breaches(const Source& source) {
  std::vector<std::string> breaches;
  const auto code = code_only(source.text);
  const auto lines = lines_of(code);
  for (const auto& ban : bans) {
    if (!source.path.starts_with(ban.folder) || source.path == ban.exempt) continue;
    const std::regex banned{ban.code};
    for (std::size_t index = 0; index < lines.size(); ++index) {
      std::smatch match;
      if (std::regex_search(lines[index], match, banned))
        breaches.push_back(at(source, index) + "'" + match.str() + "' is banned: " + ban.reason +
                           ".");
    }
  }
  const auto full_lines = lines_of(source.text);
  for (std::size_t index = 0; index < full_lines.size(); ++index) {
    if (std::regex_search(full_lines[index], unfinished))
      breaches.push_back(at(source, index) + "unfinished work is an issue, not a comment.");
  }
  check_barcode_call(source, code, breaches);
  return breaches;
}

std::vector<std::string> link_breaches(const Source& cmake) {
  static const std::regex layer_call{"lockbox_layer\\s*\\(\\s*(\\w+)([^)]*)\\)"};
  static const std::regex link{"\\blockbox_(\\w+)"};
  std::vector<std::string> breaches;
  const std::sregex_iterator end;
  for (std::sregex_iterator call{cmake.text.begin(), cmake.text.end(), layer_call}; call != end;
       ++call) {
    const auto name = (*call)[1].str();
    const auto links = (*call)[2].str();
    const auto layer = layers_below.find(name);
    if (layer == layers_below.end()) {
      breaches.push_back(cmake.path + ":1: the layer " + name + " is not known.");
      continue;
    }
    for (std::sregex_iterator linked{links.begin(), links.end(), link}; linked != end; ++linked) {
      if (!layer->second.contains((*linked)[1]))
        breaches.push_back(cmake.path + ":1: " + name + " must not link " + linked->str() + ".");
    }
  }
  return breaches;
}

std::vector<std::string> breaches_in(const Source& source) {
  auto breaches = include_breaches(source);
  for (const auto& more : {word_breaches(source), length_breaches(source)})
    breaches.insert(breaches.end(), more.begin(), more.end());
  return breaches;
}

}  // namespace lockbox::tidy
