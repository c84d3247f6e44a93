// SPDX-License-Identifier: Apache-2.0
#include "values/md5.h"

#include <nettle/md5.h>

namespace weir::expr {

std::string md5(std::string_view bytes) {
    md5_ctx context;
    md5_init(&context);
    md5_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    std::string digest(MD5_DIGEST_SIZE, '\0');
    md5_digest(&context, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
    return digest;
}

} // namespace weir::expr
