// SPDX-License-Identifier: Apache-2.0
#include "support/server_fixture.hpp"

#include "observe/log.hpp"

namespace a2a::support {

std::string card(const std::string& name)
{
    return R"({"protocolVersion":"0.3.0","name":")" + name +
           R"(","description":"d","url":"https://agent.example/a2a","version":"1","capabilities":{},)"
           R"("defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],)"
           R"("skills":[{"id":"s","name":"s","description":"d","tags":["t"]}]})";
}

ServerFixture::ServerFixture()
{
    log::set_level(log::Level::error);
    config_.listen.port = 0;
    config_.listen.worker_count = 1;
    config_.store.storage = Config::Storage::memory;
    config_.observe.access_log = Config::AccessLog::off;
    config_.stop.drain_timeout = std::chrono::seconds{2};
}

void ServerFixture::start()
{
    application_ = std::make_unique<Application>(config_);
    application_->start();
}

void ServerFixture::stop()
{
    if (application_) application_->stop();
    application_.reset();
}

Answer ServerFixture::ask(const std::string& request)
{
    RawClient client{port()};
    client.send(request);
    return client.read(request.starts_with("HEAD "));
}

} // namespace a2a::support
