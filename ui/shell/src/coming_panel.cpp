// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/coming_panel.h"

#include <QEvent>

namespace weir {

ComingPanel::ComingPanel(const char* text, QWidget* parent) : QLabel(parent), m_text(text) {
    setProperty("look", QStringLiteral("muted"));
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setContentsMargins(16, 0, 16, 0);
    setMinimumWidth(0);
    setText(tr(m_text));
}

void ComingPanel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) setText(tr(m_text));
}

} // namespace weir
