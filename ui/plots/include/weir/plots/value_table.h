// SPDX-License-Identifier: GPL-3.0-or-later
// ValueTable: a plot's legend that is also the table of its values, now or under the cursor, the largest on top.
#pragma once

#include "weir/document/theme.h"

#include <QColor>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace weir {

struct ValueRow {
    QColor color;
    QString name;
    QString text;
    double value = 0;
    std::optional<QColor> emphasis; ///< of the text: the row that matters
    bool operator==(const ValueRow&) const = default;
};
/// Below the values: "trend", "+97/s".
struct FactRow {
    QString name;
    QString text;
    std::optional<QColor> emphasis;
    bool operator==(const FactRow&) const = default;
};

class ValueTable : public QWidget {
    Q_OBJECT
public:
    explicit ValueTable(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Sorts the rows by value, largest first.
    void setRows(std::vector<ValueRow> rows, std::vector<FactRow> facts = {});
    const std::vector<ValueRow>& rows() const { return m_rows; }
    /// Drawn as chosen; empty: none.
    void setChosen(const QString& name);
    QSize sizeHint() const override { return {116, 160}; }
    QSize minimumSizeHint() const override { return {116, 40}; }

Q_SIGNALS:
    void rowClicked(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowsThatFit() const;
    int rowAt(int y) const;
    Theme m_theme;
    std::vector<ValueRow> m_rows;
    std::vector<FactRow> m_facts;
    QString m_chosen;
};

} // namespace weir
