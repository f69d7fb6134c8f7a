#include "deposit/report/work_hours.h"

#include "core/local_time.h"

namespace lockbox::deposit::report {

namespace {

/// Parts of the program act under these names.
bool is_program(const std::string& actor) {
  return actor == "reader" || actor == "matcher" || actor == "lockbox" || actor == "service";
}

void count(PersonWork& work, const EventFact& fact) {
  ++work.events;
  if (is_event(fact, "document", "file")) ++work.documents;
  if (is_event(fact, "task", "answer")) ++work.answers;
}

}  // namespace

std::map<std::string, PersonWork> work_by_person(const Facts& facts) {
  std::map<std::string, PersonWork> people;
  std::map<std::string, Instant> last;
  std::map<std::pair<BatchId, std::string>, std::string> answered;  ///< Who, by batch and question.
  for (const auto& fact : facts.events) {
    if (is_program(fact.event.actor)) continue;
    auto& work = people[fact.event.actor];
    count(work, fact);
    const std::pair question{fact.batch, fact.event.entity_key};
    if (is_event(fact, "task", "correct")) {
      const auto first = answered.find(question);
      if (first != answered.end()) ++people[first->second].corrected;
    }
    const bool is_answer = is_event(fact, "task", "answer") || is_event(fact, "task", "correct");
    if (is_answer) answered[question] = fact.event.actor;
    const auto before = last.find(fact.event.actor);
    if (before != last.end() && fact.at - before->second <= pause_max) {
      work.active += fact.at - before->second;
    }
    last[fact.event.actor] = fact.at;
  }
  return people;
}

std::map<HourKey, PersonWork> work_by_hour(const Facts& facts) {
  std::map<HourKey, PersonWork> hours;
  for (const auto& fact : facts.events) {
    const bool is_work = is_event(fact, "document", "file") || is_event(fact, "task", "answer");
    if (!is_work) continue;
    const auto local = LocalTime::of(fact.at);
    count(hours[{local.day, local.time.hour(), fact.event.actor}], fact);
  }
  return hours;
}

}  // namespace lockbox::deposit::report
