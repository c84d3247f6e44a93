// SPDX-License-Identifier: GPL-3.0-or-later
// ComingPanel: a panel that this version does not have yet, and says so.
#pragma once

#include <QLabel>

namespace weir {

class ComingPanel : public QLabel {
    Q_OBJECT
public:
    /// `text` is marked for translation in ComingPanel's context.
    explicit ComingPanel(const char* text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    const char* m_text;
};

} // namespace weir
