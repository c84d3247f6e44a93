// SPDX-License-Identifier: GPL-3.0-or-later
// QScintilla's headers are written with Qt's keywords, which are switched off here.
#pragma once

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexersql.h>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>
#undef signals
#undef slots
