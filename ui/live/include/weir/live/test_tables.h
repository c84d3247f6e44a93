// SPDX-License-Identifier: GPL-3.0-or-later
// TestInputModel: a case's input lines as a table that is edited in place. TestDiffModel: expected records beside those that came.
// Threads  the GUI thread.
#pragma once

#include "weir/testing/test_case.h"

#include <QAbstractTableModel>
#include <QString>

#include <string>
#include <vector>

namespace weir {

class TestInputModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Topic, Key, Value, Timestamp, ColumnCount };

    explicit TestInputModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    /// Lines that are no JSON objects are left out of the table and lost with the first edit; their count is kept.
    void setLines(const std::string& input);
    std::string lines() const;
    std::size_t unreadable() const { return m_unreadable; }
    /// A copy of the row above, or an empty record of `topic`.
    void insert(int row, const std::string& topic);
    void removeAt(std::vector<int> rows);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// A text that is no JSON is taken as a key's text; as a value or a time it is refused.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void edited();

private:
    std::vector<TestLine> m_lines;
    std::size_t m_unreadable = 0;
};

class TestDiffModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Group, Expected, Came, Part, ColumnCount };
    /// True for a row whose records differ.
    static constexpr int DiffersRole = Qt::UserRole + 1;

    explicit TestDiffModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setRows(std::vector<ComparedRecord> rows);
    int firstDifference() const; ///< -1: none
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ComparedRecord> m_rows;
};

} // namespace weir
