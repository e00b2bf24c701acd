// SPDX-License-Identifier: Apache-2.0
// Asio with the settings it has by default, beside the client library, which has it inside with
// others: each must use its own.
#include <a2a/client.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <iostream>

int main(int argc, char** argv)
{
    if (argc != 2) return 2;
    boost::asio::thread_pool pool{2};
    std::atomic<int> healthy{0};
    for (int i = 0; i < 8; ++i) {
        boost::asio::post(pool, [&healthy, url = argv[1]] {
            boost::asio::thread_pool inner{1};
            boost::asio::steady_timer timer{inner, std::chrono::milliseconds{1}};
            timer.async_wait([&](const boost::system::error_code&) {
                auto client = a2a::client::Client::open({.url = url});
                if (client && client->health()) ++healthy;
            });
            inner.join();
        });
    }
    pool.join();
    std::cout << healthy << " of 8\n";
    return healthy == 8 ? 0 : 1;
}
