// SPDX-License-Identifier: GPL-3.0-or-later
// CompletionPopup: names that fit what is being typed: columns with their types, functions with their signatures.
// The cursor stays in the editor; the editor hands over the keys.
#pragma once

#include "weir/document/theme.h"
#include "weir/expr/scope.h"

#include <QFrame>

#include <vector>

class QLabel;
class QListWidget;

namespace weir {

struct Candidate {
    enum class Kind : std::uint8_t { Column, Pseudo, Function, Keyword } kind = Kind::Column;
    QString name;
    QString detail; ///< a type
    QString footer; ///< a sentence
    QString qualifier;
    /// As it is written: quoted where SQL needs it; a function with its bracket.
    QString inserted() const;
};

/// All that may be named in a scope, columns first.
std::vector<Candidate> candidatesOf(const expr::Scope& scope);
/// Those that fit a word (prefix first, then inside), after `qualifier.` only that side's columns; at most 50.
std::vector<Candidate> matching(const std::vector<Candidate>& all, const QString& qualifier, const QString& word);

class CompletionPopup final : public QFrame {
    Q_OBJECT
public:
    CompletionPopup(const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    void show(const std::vector<Candidate>& candidates, const QString& word, QPoint globalBelow, int lineHeight);
    /// True: the key was the popup's.
    bool handleKey(int key);

Q_SIGNALS:
    void chosen(const weir::Candidate& candidate);

private:
    class Delegate;
    void refreshFooter();
    Theme m_theme;
    std::vector<Candidate> m_candidates;
    QString m_word;
    QListWidget* m_list = nullptr;
    QLabel* m_footer = nullptr;
};

} // namespace weir
