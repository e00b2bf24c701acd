// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include "base/text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace a2a {

namespace {

// Looking an algorithm up by name costs more than hashing a card: fetched once, for all threads.
const EVP_MD* algorithm()
{
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched{
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
    return fetched.get();
}

std::string_view bytes_of(const Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace

Sha256 sha256(std::string_view bytes)
{
    Sha256 digest{};
    const auto* const kind = algorithm();
    if (kind == nullptr || EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kind, nullptr) != 1)
        throw std::runtime_error{"OpenSSL offers no SHA-256"};
    return digest;
}

Digest digest_of(std::string_view bytes)
{
    const auto whole = sha256(bytes);
    Digest digest{};
    std::copy_n(whole.begin(), digest.size(), digest.begin());
    return digest;
}

std::string print(const Digest& digest)
{
    std::string letters;
    append(letters, digest);
    return letters;
}

void append(std::string& out, const Digest& digest)
{
    text::append_base64url(out, bytes_of(digest));
}

char* write(char* to, const Digest& digest)
{
    return text::write_base64url(to, bytes_of(digest));
}

bool equal_in_constant_time(const Sha256& a, const Sha256& b)
{
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace a2a
