// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/banner.h"

#include "weir/document/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace weir {

Banner::Banner(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_icon(new QLabel), m_text(new QLabel), m_action(new QPushButton), m_copy(new QPushButton), m_close(new QToolButton), m_theme(&theme) {
    setObjectName(QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 6, 5);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setProperty("look", QStringLiteral("ghost"));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_copy);
    row->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto then = m_then;
        hide();
        if (then) then();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details.isEmpty() ? m_message : m_details); });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    retranslate();
    setTheme(theme);
    hide();
}

void Banner::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_close->setIcon(theme.icon(QStringLiteral("close"), theme.muted()));
    paint();
}

void Banner::paint() {
    const bool error = m_kind == Kind::Error;
    const QColor color = error ? m_theme->error() : m_kind == Kind::Warning ? m_theme->warn() : m_theme->sel();
    m_icon->setPixmap(m_theme->iconPixmap(error ? QStringLiteral("error") : m_kind == Kind::Warning ? QStringLiteral("warn") : QStringLiteral("info"), 16, color,
                                          devicePixelRatioF()));
    setProperty("kind", error ? QStringLiteral("error") : m_kind == Kind::Warning ? QStringLiteral("warning") : QStringLiteral("info"));
    style()->unpolish(this);
    style()->polish(this);
}

void Banner::show(Kind kind, const QString& message, const QString& action, std::function<void()> then, const QString& details) {
    m_kind = kind;
    m_message = message;
    m_details = details;
    m_then = std::move(then);
    m_text->setText(message);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_copy->setVisible(kind == Kind::Error);
    paint();
    QFrame::show();
}

void Banner::retranslate() {
    m_copy->setText(tr("Copy details"));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(m_close->toolTip());
}

} // namespace weir
