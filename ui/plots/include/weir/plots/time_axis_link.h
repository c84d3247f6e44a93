// SPDX-License-Identifier: GPL-3.0-or-later
// TimeAxisLink: the time axis that several plots share: one range, one cursor. It follows the newest time until someone pans
// or zooms, and again after follow().
// Units    seconds since the epoch.
#pragma once

#include <QObject>

#include <optional>

namespace weir {

class TimeAxisLink : public QObject {
    Q_OBJECT
public:
    explicit TimeAxisLink(double span = 60, QObject* parent = nullptr) : QObject(parent), m_span(span), m_from(-span) {}

    double from() const { return m_from; }
    double to() const { return m_to; }
    bool following() const { return m_following; }
    std::optional<double> cursor() const { return m_cursor; }

    /// The newest and the first time of a plot's data: moves the range while it follows. While there is less data than the
    /// span, the range is shorter, so that the plot is full from the start. Does not emit.
    void advance(double newest, double first);
    /// The user panned or zoomed.
    void setRange(double from, double to);
    void follow();
    void setCursor(std::optional<double> time);

Q_SIGNALS:
    void rangeChanged();
    void cursorChanged();
    void followingChanged(bool following);

private:
    double m_span;
    double m_from;
    double m_to = 0;
    bool m_following = true;
    std::optional<double> m_cursor;
};

} // namespace weir
