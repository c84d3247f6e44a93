// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/status_strip.h"

#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/live/job_monitor.h"
#include "weir/live/number_text.h"

#include <QDateTime>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <unistd.h>

namespace weir {
namespace {

std::int64_t residentBytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const auto fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

StatusStrip::StatusStrip(const Theme& theme, QWidget* parent) : QStatusBar(parent), m_theme(&theme) {
    setFixedHeight(Theme::STATUS_HEIGHT);
    setSizeGripEnabled(false);
    auto* row = new QWidget;
    auto* items = new QHBoxLayout(row);
    items->setContentsMargins(10, 0, 10, 0);
    items->setSpacing(0);
    const auto label = [&](const char* name, bool ruled) {
        auto* made = new QLabel;
        made->setObjectName(QLatin1String(name));
        made->setProperty("ruled", ruled);
        items->addWidget(made);
        return made;
    };
    m_stateIcon = label("statusIcon", false);
    m_state = label("statusItem", true);
    m_rate = label("statusItem", true);
    m_lag = label("statusItem", true);
    m_said = label("statusSaid", false);
    items->addStretch(1);
    m_times = label("statusItem", true);
    m_memory = label("statusItem", true);
    const auto button = [&] {
        auto* made = new QPushButton;
        made->setObjectName(QStringLiteral("statusButton"));
        made->setFlat(true);
        made->setFocusPolicy(Qt::TabFocus);
        connect(made, &QPushButton::clicked, this, &StatusStrip::problemsClicked);
        items->addWidget(made);
        return made;
    };
    m_errors = button();
    m_warnings = button();
    m_size = label("statusItem", true);
    m_saved = label("statusItem", false);
    addWidget(row, 1);
    setTheme(theme);
    showJob(nullptr);
    showProblems(0, 0);
    showDocument({}, {});
}

void StatusStrip::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_errors->setIcon(theme.icon(QStringLiteral("error"), theme.error()));
    m_warnings->setIcon(theme.icon(QStringLiteral("warn"), theme.warn()));
}

void StatusStrip::showJob(const JobMonitor* monitor) {
    const auto icon = [&](const char* name, const QColor& color) {
        m_stateIcon->setPixmap(m_theme->iconPixmap(QLatin1String(name), 12, color, devicePixelRatioF()));
    };
    const bool any = monitor && monitor->latest();
    m_rate->setVisible(any);
    m_lag->setVisible(any);
    m_times->setVisible(any);
    if (!any) {
        icon("stop", m_theme->text());
        m_state->setText(tr("Nothing running"));
        m_state->setToolTip({});
    } else {
        const JobState state = monitor->state();
        if (state == JobState::Paused || state == JobState::Waiting) icon("pause", m_theme->warn());
        else if (state == JobState::Failed) icon("error", m_theme->error());
        else if (monitor->active()) icon("play", m_theme->ok());
        else icon("stop", m_theme->text());
        m_state->setText(stateText(state));
        m_state->setToolTip(engineWords(monitor->latest()->waits));
        m_rate->setText(tr("%1 records/s").arg(shortText(monitor->rates().processed())));
        const auto behind = monitor->rates().timeLagMs();
        m_lag->setText(tr("lag %1").arg(behind > 0 ? spanText(behind) : groupedText(monitor->rates().lag())));
        m_times->setText(tr("stream %1   wall %2").arg(monitor->latest()->streamTime < 0 ? QStringLiteral("–") : clockText(monitor->latest()->streamTime).left(8),
                                                       QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss"))));
    }
    if (const qint64 now = QDateTime::currentMSecsSinceEpoch(); now - m_memoryAt > 1000) {
        m_memoryAt = now;
        m_memory->setText(bytesText(residentBytes()));
    }
}

void StatusStrip::showProblems(int errors, int warnings) {
    m_errors->setText(tr("%n error(s)", nullptr, errors));
    m_errors->setVisible(errors > 0);
    m_warnings->setText(tr("%n warning(s)", nullptr, warnings));
    m_warnings->setVisible(warnings > 0);
}

void StatusStrip::showDocument(const QString& size, const QString& saved) {
    m_size->setText(size);
    m_size->setVisible(!size.isEmpty());
    m_saved->setText(saved.isEmpty() ? QStringLiteral("Weir 0.1") : saved);
}

void StatusStrip::say(const QString& sentence) {
    m_said->setText(sentence);
    const int number = ++m_saidNumber;
    QTimer::singleShot(6000, this, [this, number] {
        if (number == m_saidNumber) m_said->clear();
    });
}

} // namespace weir
