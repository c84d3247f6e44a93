// SPDX-License-Identifier: GPL-3.0-or-later
// LanguageSwitch: the language of the running program: Weir's own texts and Qt's. Widgets get QEvent::LanguageChange.
#pragma once

#include <QString>
#include <QTranslator>

#include <memory>

class QCoreApplication;

namespace weir {

class LanguageSwitch {
public:
    explicit LanguageSwitch(QCoreApplication& application);
    ~LanguageSwitch();
    /// "en" or "zh_CN".
    void use(const QString& language);
    const QString& language() const { return m_language; }

private:
    QCoreApplication& m_application;
    QString m_language;
    std::unique_ptr<QTranslator> m_own;
    std::unique_ptr<QTranslator> m_qt;
};

} // namespace weir
