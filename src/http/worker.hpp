// SPDX-License-Identifier: Apache-2.0
// One thread with its own io_context, its own listening sockets and its own sessions. Nothing
// of a worker is shared with another but what is const or says so.
#pragma once

#include "http/admission.hpp"
#include "http/owned_fd.hpp"
#include "http/task.hpp"
#include "http/worker_shared.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <atomic>
#include <chrono>
#include <deque>
#include <optional>
#include <thread>
#include <vector>

namespace a2a::http {

// What a worker accepts from.
struct WorkerSocket {
    OwnedFd fd;
    bool is_shared = false; // the workers have one queue, not one each
    bool is_passed = false; // somebody else holds it too: what waits in its queue is for the next process
};

class Worker {
public:
    Worker(const Site& site, observe::WorkerStats& stats, const std::atomic<bool>& announced,
           Admission& admission, std::vector<WorkerSocket> sockets);
    ~Worker(); // joins the thread
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start(const char* thread_name);

    // From any thread: when the worker last came round to its sweep, or started.
    std::chrono::steady_clock::time_point last_sign() const { return last_sign_.load(); }

    // From any thread, in this order.
    void
    close(); // takes what waits in the accept queues, then listens no more; ends when the last session does
    void abandon(); // ends what still is under way
    void join();    // waits until the last session is gone, or the worker is stopped
    void stop();    // leaves sessions where they are; nothing of them runs any more

private:
    using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol, Executor>;
    using Peer = asio::generic::stream_protocol::endpoint;
    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                             asio::wait_traits<std::chrono::steady_clock>, Executor>;

    struct Listening {
        Acceptor acceptor;
        bool is_shared;
        bool is_passed;
    };

    void listen(WorkerSocket socket);
    Task<void> accept(Listening& listening);
    Task<void> serve(Socket socket, std::string peer);
    Task<void> sweep();
    std::size_t sweep_some(std::size_t left);
    Task<void> wind_down();
    Task<void> pause(std::chrono::milliseconds time);
    void out_of_descriptors(Acceptor& acceptor);
    static OwnedFd open_spare();
    void admit(Socket socket, const Peer& peer);
    void close_listeners();
    void empty_queue_of(Acceptor& acceptor);
    bool accept_waiting(Acceptor& acceptor, std::size_t most);
    void end_when_empty();
    template <class Work>
    void post(Work work);

    asio::io_context context_;
    WorkerShared shared_;
    Admission& admission_;
    std::size_t open_ = 0;            // connections
    std::deque<Listening> listening_; // set once: coroutines refer to it
    std::atomic<std::chrono::steady_clock::time_point> last_sign_{std::chrono::steady_clock::now()};
    Timer sweep_timer_;
    OwnedFd spare_; // given up to answer somebody when there are no descriptors left
    std::chrono::steady_clock::time_point warned_{}; // of that
    std::optional<asio::executor_work_guard<Executor>> work_;
    std::thread thread_;
};

} // namespace a2a::http
