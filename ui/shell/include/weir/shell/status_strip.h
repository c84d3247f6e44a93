// SPDX-License-Identifier: GPL-3.0-or-later
// StatusStrip: the status bar: the job's state, rate and lag at the left; times, memory, problems and the file at the right.
#pragma once

#include <QStatusBar>
#include <QString>

class QLabel;
class QPushButton;

namespace weir {

class JobMonitor;
class Theme;

class StatusStrip : public QStatusBar {
    Q_OBJECT
public:
    StatusStrip(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Null: nothing runs.
    void showJob(const JobMonitor* monitor);
    void showProblems(int errors, int warnings);
    /// "7 nodes, 6 edges", "Not saved"; both empty on the Welcome page.
    void showDocument(const QString& size, const QString& saved);
    /// A sentence for a few seconds.
    void say(const QString& sentence);

Q_SIGNALS:
    void problemsClicked();

private:
    QLabel* m_stateIcon = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_rate = nullptr;
    QLabel* m_lag = nullptr;
    QLabel* m_said = nullptr;
    QLabel* m_times = nullptr;
    QLabel* m_memory = nullptr;
    QPushButton* m_errors = nullptr;
    QPushButton* m_warnings = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_saved = nullptr;
    const Theme* m_theme = nullptr;
    int m_saidNumber = 0;
    qint64 m_memoryAt = 0;
};

} // namespace weir
