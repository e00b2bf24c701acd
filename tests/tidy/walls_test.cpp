// SPDX-License-Identifier: Apache-2.0
// The walls between rooms. The linker does not guard them: an include of a room that is not
// declared compiles and links as long as only declarations or inline code are used.
#include "support/files.hpp"
#include "tidy/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::tidy {
namespace {

using support::Tree;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kUnitsWithAsio = 14;

Plan house()
{
    return plan_of(support::read(support::source_dir() / "src/CMakeLists.txt"));
}

Tree sources()
{
    return support::tree("src", {".cpp", ".hpp"});
}

// Three rooms, one above the other.
Plan small_house()
{
    return plan_of("# the plan\n"
                   "add_room(base SEES LINKS Boost::headers)\n"
                   "add_room(card SEES base)\n"
                   "add_room(http SEES base LINKS zlib)\n");
}

TEST(Plan, ListsWhatEachRoomSees)
{
    EXPECT_EQ(small_house(), (Plan{{"base", {}}, {"card", {"base"}}, {"http", {"base"}}}));
}

TEST(Plan, OfTheHouseHasItsElevenRooms)
{
    EXPECT_THAT(house(), SizeIs(11)); // a parser that finds nothing would find no fault either
}

TEST(Walls, NoRoomSeesItselfAroundACorner)
{
    EXPECT_THAT(faults_of(house()), IsEmpty());
}

TEST(Walls, RoomsIncludeOnlyTheRoomsTheyDeclare)
{
    EXPECT_THAT(broken_walls(sources(), house()), IsEmpty());
}

TEST(Walls, TheProductIncludesNothingOfTheServer)
{
    EXPECT_THAT(leaks_of_product(support::tree("include", {".hpp"})), IsEmpty());
}

TEST(Walls, FewUnitsPayForAsio)
{
    auto all = sources();
    for (auto& header : support::tree("include", {".hpp"})) all.push_back(std::move(header));
    const auto units = units_with_asio(all);
    EXPECT_LE(units.size(), kUnitsWithAsio) << testing::PrintToString(units);
}

// The negative controls: planted faults that the rules above must find.

TEST(PlantedFault, ACycleOfTwoAndARoomThatIsNotThere)
{
    const auto plan = plan_of("add_room(a SEES b)\nadd_room(b SEES c)\nadd_room(c SEES b d)\n");
    EXPECT_THAT(faults_of(plan), ElementsAre("b sees itself around a corner", "c sees itself around a corner",
                                             "c sees d, which is no room"));
}

TEST(PlantedFault, AnIncludeThroughAWall)
{
    const Tree tree{{"src/http/session.cpp", "// #include \"card/no.hpp\"\n#include \"base/text.hpp\"\n"
                                             "#include \"card/card.hpp\"\n#include <a2a/error.hpp>\n"}};
    EXPECT_THAT(broken_walls(tree, small_house()),
                ElementsAre("src/http/session.cpp:3: http does not see card"));
}

TEST(PlantedFault, AnIncludeThatNamesNoRoom)
{
    const Tree tree{{"src/card/card.cpp", "#include \"card.hpp\"\n"}, {"src/shed/spade.hpp", ""}};
    EXPECT_THAT(broken_walls(tree, small_house()),
                ElementsAre("src/card/card.cpp:1: \"card.hpp\" is in no room: includes are written from src/",
                            "src/shed/spade.hpp: is in no room"));
}

TEST(PlantedFault, AProductHeaderThatLeaksTheServer)
{
    const Tree tree{{"include/a2a/client.hpp",
                     "#include <a2a/error.hpp>\n#include <boost/system/result.hpp>\n"
                     "#include \"client/http.hpp\"\n#include <boost/asio.hpp>\n"
                     "#include <vector>\n#include <spdlog/spdlog.h>\n"}};
    EXPECT_THAT(leaks_of_product(tree),
                ElementsAre("include/a2a/client.hpp:3: the product includes client/http.hpp",
                            "include/a2a/client.hpp:4: the product includes boost/asio.hpp",
                            "include/a2a/client.hpp:6: the product includes spdlog/spdlog.h"));
}

TEST(PlantedFault, AsioReachedThroughAHeader)
{
    const Tree tree{{"src/http/socket.hpp", "#include <boost/asio/ip/tcp.hpp>\n"},
                    {"src/http/worker.hpp", "#include \"http/socket.hpp\"\n"},
                    {"src/http/worker.cpp", "#include \"http/worker.hpp\"\n"},
                    {"src/http/router.cpp", "#include \"http/router.hpp\"\n"},
                    {"src/http/beast.cpp", "#include <boost/beast/http.hpp>\n"}};
    EXPECT_THAT(units_with_asio(tree), ElementsAre("src/http/beast.cpp", "src/http/worker.cpp"));
}

} // namespace
} // namespace a2a::tidy
