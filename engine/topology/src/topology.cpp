// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/topology.h"
