// SPDX-License-Identifier: Apache-2.0
#include "cards/vocabulary.hpp"

namespace a2a::bench {
namespace {

constexpr std::string_view kTravelObjects[]{"flight itinerary", "hotel stay",   "rail ticket",
                                            "visa form",        "city tour",    "rental car",
                                            "loyalty account",  "travel budget"};
constexpr std::string_view kTravelActs[]{"book", "compare", "rebook", "cancel", "plan", "price", "recommend"};
constexpr std::string_view kTravelTags[]{"travel",      "trip",     "flights",   "hotel",   "booking",
                                         "reservation", "vacation", "itinerary", "tickets", "airline"};
constexpr std::string_view kTravelPeople[]{"travellers", "travel desks", "families", "tour operators"};

constexpr std::string_view kFinanceObjects[]{"invoice",      "expense report", "bank statement",
                                             "loan request", "tax return",     "portfolio",
                                             "payment",      "credit limit"};
constexpr std::string_view kFinanceActs[]{"audit",    "reconcile", "approve", "forecast",
                                          "classify", "settle",    "flag"};
constexpr std::string_view kFinanceTags[]{"finance", "accounting", "bookkeeping", "invoices", "payments",
                                          "tax",     "banking",    "budget",      "fraud",    "ledger"};
constexpr std::string_view kFinancePeople[]{"accountants", "small shops", "treasurers", "auditors"};

constexpr std::string_view kHealthObjects[]{"appointment",     "lab result",        "prescription",
                                            "care plan",       "symptom diary",     "referral letter",
                                            "insurance claim", "vaccination record"};
constexpr std::string_view kHealthActs[]{"schedule", "explain", "triage",   "summarise",
                                         "check",    "renew",   "translate"};
constexpr std::string_view kHealthTags[]{"health",   "medical",  "clinic",    "doctor", "patient",
                                         "wellness", "pharmacy", "diagnosis", "care",   "hospital"};
constexpr std::string_view kHealthPeople[]{"patients", "nurses", "general practices", "care homes"};

constexpr std::string_view kCodeObjects[]{"pull request",    "test suite",     "stack trace",
                                          "database schema", "build log",      "API description",
                                          "dependency list", "deployment plan"};
constexpr std::string_view kCodeActs[]{"review",   "refactor", "debug",    "document",
                                       "generate", "migrate",  "benchmark"};
constexpr std::string_view kCodeTags[]{"code",      "programming", "developer", "testing", "ci",
                                       "debugging", "software",    "review",    "devops",  "api"};
constexpr std::string_view kCodePeople[]{"developers", "maintainers", "platform teams", "students"};

constexpr std::string_view kLogisticsObjects[]{"parcel",       "delivery route", "customs paper",
                                               "stock level",  "container",      "truck schedule",
                                               "pallet label", "return shipment"};
constexpr std::string_view kLogisticsActs[]{"track", "route",    "declare", "reorder",
                                            "load",  "dispatch", "count"};
constexpr std::string_view kLogisticsTags[]{"logistics", "shipping",     "delivery",  "warehouse", "freight",
                                            "tracking",  "supply-chain", "inventory", "courier",   "customs"};
constexpr std::string_view kLogisticsPeople[]{"dispatchers", "warehouses", "online shops", "carriers"};

constexpr std::string_view kLegalObjects[]{"contract",         "privacy notice", "licence",
                                           "court filing",     "patent claim",   "policy text",
                                           "employment offer", "lease"};
constexpr std::string_view kLegalActs[]{"draft", "redline", "compare", "summarise", "check", "file", "cite"};
constexpr std::string_view kLegalTags[]{"legal",  "law",     "compliance", "contracts", "gdpr",
                                        "policy", "privacy", "regulation", "paralegal", "governance"};
constexpr std::string_view kLegalPeople[]{"lawyers", "founders", "tenants", "compliance officers"};

constexpr std::string_view kMediaObjects[]{"podcast",    "photo set",     "video clip",  "press release",
                                           "song lyric", "subtitle file", "news digest", "poster"};
constexpr std::string_view kMediaActs[]{"edit",      "caption", "transcribe", "illustrate",
                                        "summarise", "cut",     "publish"};
constexpr std::string_view kMediaTags[]{"media",         "video", "audio",    "image",  "writing",
                                        "transcription", "news",  "creative", "design", "speech-to-text"};
constexpr std::string_view kMediaPeople[]{"editors", "creators", "newsrooms", "musicians"};

constexpr std::string_view kWeatherObjects[]{"storm warning",   "rain forecast", "crop calendar",
                                             "river level",     "soil sample",   "solar yield",
                                             "air quality map", "heating plan"};
constexpr std::string_view kWeatherActs[]{"forecast", "map",        "measure", "predict",
                                          "compare",  "warn about", "chart"};
constexpr std::string_view kWeatherTags[]{"weather", "climate",     "forecast",    "farming", "agriculture",
                                          "energy",  "environment", "meteorology", "rain",    "sensors"};
constexpr std::string_view kWeatherPeople[]{"farmers", "grid operators", "sailors", "city planners"};

constexpr std::string_view kSchoolObjects[]{"lesson plan",   "essay",      "reading list",
                                            "exam question", "flash card", "language exercise",
                                            "lab protocol",  "timetable"};
constexpr std::string_view kSchoolActs[]{"grade",   "explain",  "quiz on", "translate",
                                         "prepare", "simplify", "correct"};
constexpr std::string_view kSchoolTags[]{"education", "learning", "tutor",    "teaching", "homework",
                                         "language",  "school",   "training", "quiz",     "mathematics"};
constexpr std::string_view kSchoolPeople[]{"teachers", "pupils", "self-learners", "trainers"};

constexpr std::string_view kGuardObjects[]{"login attempt", "access policy", "phishing mail",
                                           "certificate",   "firewall rule", "incident report",
                                           "secret",        "vulnerability"};
constexpr std::string_view kGuardActs[]{"scan",    "triage",    "rotate", "block",
                                        "explain", "correlate", "report"};
constexpr std::string_view kGuardTags[]{"security", "threat",     "vulnerability", "scanner",    "identity",
                                        "soc",      "monitoring", "incident",      "encryption", "risk"};
constexpr std::string_view kGuardPeople[]{"security teams", "administrators", "auditors",
                                          "on-call engineers"};

constexpr Domain kDomains[]{
    {"travel", kTravelObjects, kTravelActs, kTravelTags, kTravelPeople},
    {"finance", kFinanceObjects, kFinanceActs, kFinanceTags, kFinancePeople},
    {"health", kHealthObjects, kHealthActs, kHealthTags, kHealthPeople},
    {"code", kCodeObjects, kCodeActs, kCodeTags, kCodePeople},
    {"logistics", kLogisticsObjects, kLogisticsActs, kLogisticsTags, kLogisticsPeople},
    {"legal", kLegalObjects, kLegalActs, kLegalTags, kLegalPeople},
    {"media", kMediaObjects, kMediaActs, kMediaTags, kMediaPeople},
    {"weather", kWeatherObjects, kWeatherActs, kWeatherTags, kWeatherPeople},
    {"school", kSchoolObjects, kSchoolActs, kSchoolTags, kSchoolPeople},
    {"guard", kGuardObjects, kGuardActs, kGuardTags, kGuardPeople},
};

constexpr std::string_view kOpenings[]{"Can", "Will", "Is able to", "Is asked to", "Helps to", "Offers to"};
constexpr std::string_view kPurposes[]{"before a deadline is missed",
                                       "in plain words",
                                       "with every step explained",
                                       "from a short note",
                                       "within the limits you set",
                                       "and asks back when something is unclear",
                                       "from attached documents",
                                       "at any hour",
                                       "without leaving the conversation",
                                       "and keeps a record of each decision",
                                       "in six languages",
                                       "for one case or for thousands"};
constexpr std::string_view kRoles[]{"Advisor", "Assistant", "Desk",    "Agent",  "Planner", "Scout",
                                    "Clerk",   "Pilot",     "Analyst", "Helper", "Broker",  "Watch"};
constexpr std::string_view kProviders[]{
    "Northwind Works", "Blue Harbour Labs", "Acorn Systems", "Civic Tools",   "Lantern & Co", "Quiet River",
    "Open Meadow",     "Third Bridge",      "Copper Field",  "Vela Software", "Juniper Row",  "Paper Crane"};
constexpr std::string_view kForeignNames[]{"Übersetzer",       "Météo",      "旅行案内", "Бухгалтер",
                                           "Asistente Médico", "날씨 도우미"};

} // namespace

std::span<const Domain> domains()
{
    return kDomains;
}

std::span<const std::string_view> openings()
{
    return kOpenings;
}

std::span<const std::string_view> purposes()
{
    return kPurposes;
}

std::span<const std::string_view> roles()
{
    return kRoles;
}

std::span<const std::string_view> providers()
{
    return kProviders;
}

std::span<const std::string_view> foreign_names()
{
    return kForeignNames;
}

} // namespace a2a::bench
