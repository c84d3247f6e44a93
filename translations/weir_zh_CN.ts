<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandSet</name>
    <message>
        <source>&amp;New topology</source>
        <translation>新建拓扑(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Delete and &amp;reconnect</source>
        <translation>删除并重新连接(&amp;R)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Go to node, topic, field…</source>
        <translation>转到节点、主题、字段(&amp;G)…</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Fit &amp;selection</source>
        <translation>适合所选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>缩略图(&amp;M)</translation>
    </message>
    <message>
        <source>Su&amp;b-topologies</source>
        <translation>子拓扑(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Canvas only</source>
        <translation>仅显示画布(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Node at the cursor…</source>
        <translation>在光标处添加节点(&amp;N)…</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>便签(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Group the selection</source>
        <translation>将所选编组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation>自动排列(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>检查(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quick fix</source>
        <translation>快速修复(&amp;Q)</translation>
    </message>
    <message>
        <source>N&amp;ext problem</source>
        <translation>下一个问题(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Previous problem</source>
        <translation>上一个问题(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Apply changes</source>
        <translation>应用更改(&amp;A)</translation>
    </message>
    <message>
        <source>Step record</source>
        <translation>单步记录</translation>
    </message>
    <message>
        <source>Step node</source>
        <translation>单步节点</translation>
    </message>
    <message>
        <source>&amp;Freeze records</source>
        <translation>冻结记录(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Build</source>
        <translation>构建(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Debug</source>
        <translation>调试(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Replay</source>
        <translation>回溯(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>下一个标签页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;All commands…</source>
        <translation>所有命令(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Help for the selection</source>
        <translation>所选内容的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>A&amp;bout Weir</source>
        <translation>关于 Weir(&amp;B)</translation>
    </message>
    <message>
        <source>Align &amp;left</source>
        <translation>左对齐(&amp;L)</translation>
    </message>
    <message>
        <source>Align &amp;centres</source>
        <translation>水平居中对齐(&amp;C)</translation>
    </message>
    <message>
        <source>Align &amp;right</source>
        <translation>右对齐(&amp;R)</translation>
    </message>
    <message>
        <source>Align &amp;tops</source>
        <translation>顶端对齐(&amp;T)</translation>
    </message>
    <message>
        <source>Align &amp;middles</source>
        <translation>垂直居中对齐(&amp;M)</translation>
    </message>
    <message>
        <source>Align &amp;bottoms</source>
        <translation>底端对齐(&amp;B)</translation>
    </message>
    <message>
        <source>Spread &amp;across</source>
        <translation>横向均匀分布(&amp;A)</translation>
    </message>
    <message>
        <source>Spread &amp;down</source>
        <translation>纵向均匀分布(&amp;D)</translation>
    </message>
</context>
<context>
    <name>JobState</name>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>正在等待</translation>
    </message>
</context>
<context>
    <name>LagTableModel</name>
    <message>
        <source>caught up</source>
        <translation>已追上</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永远不会</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>平稳</translation>
    </message>
</context>
<context>
    <name>PathConsent</name>
    <message>
        <source>writes %1</source>
        <translation>将写入 %1</translation>
    </message>
    <message>
        <source>reads %1</source>
        <translation>将读取 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>TaskState</name>
    <message>
        <source>Created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>已失败</translation>
    </message>
</context>
<context>
    <name>canvas</name>
    <message>
        <source>%1 has no input.</source>
        <translation>%1 没有输入。</translation>
    </message>
    <message>
        <source>%1 has no output.</source>
        <translation>%1 没有输出。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>global table</source>
        <translation>全局表</translation>
    </message>
    <message>
        <source>windowed table</source>
        <translation>窗口表</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>windowed stream</source>
        <translation>窗口流</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>键 %1</translation>
    </message>
    <message>
        <source>and %n more column(s)</source>
        <translation>另有 %n 列</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>stopped: %n error(s)</source>
        <translation>已停止：%n 个错误</translation>
    </message>
    <message>
        <source>restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%n error(s)</source>
        <translation>%n 个错误</translation>
    </message>
    <message>
        <source>p99 %1 ms</source>
        <translation>p99 %1 毫秒</translation>
    </message>
    <message>
        <source>takes no wire</source>
        <translation>不接受连线</translation>
    </message>
    <message>
        <source>Wire from %1 to %2</source>
        <translation>从 %1 到 %2 的连线</translation>
    </message>
    <message>
        <source>%1 rows in its store</source>
        <translation>存储中有 %1 行</translation>
    </message>
    <message>
        <source>%n warning(s)</source>
        <translation>%n 个警告</translation>
    </message>
    <message>
        <source>not applied</source>
        <translation>未应用</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>落后 %1</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
</context>
<context>
    <name>edits</name>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Insert %1 into a wire</source>
        <translation>在连线中插入 %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Delete %n item(s)</source>
        <translation>删除 %n 项</translation>
    </message>
    <message>
        <source>Delete %n node(s) and reconnect</source>
        <translation>删除 %n 个节点并重新连接</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>移动 %1</translation>
    </message>
    <message>
        <source>Move %n item(s)</source>
        <translation>移动 %n 项</translation>
    </message>
    <message>
        <source>Wire %1 to %2</source>
        <translation>将 %1 连接到 %2</translation>
    </message>
    <message>
        <source>Move the wire to %1</source>
        <translation>将连线移到 %1</translation>
    </message>
    <message>
        <source>Change %2 of %1</source>
        <translation>更改 %1 的 %2</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>更改 %1</translation>
    </message>
    <message>
        <source>Change the title of %1</source>
        <translation>更改 %1 的标题</translation>
    </message>
    <message>
        <source>Enable %n node(s)</source>
        <translation>启用 %n 个节点</translation>
    </message>
    <message>
        <source>Disable %n node(s)</source>
        <translation>停用 %n 个节点</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>将 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Change the topology&apos;s settings</source>
        <translation>更改拓扑的设置</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加便签</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>更改便签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Change a group</source>
        <translation>更改分组</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>取消编组</translation>
    </message>
    <message>
        <source>Paste %n item(s)</source>
        <translation>粘贴 %n 项</translation>
    </message>
    <message>
        <source>Align left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Align right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align tops</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Align bottoms</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Spread across</source>
        <translation>横向均匀分布</translation>
    </message>
    <message>
        <source>Spread down</source>
        <translation>纵向均匀分布</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>&quot;%1&quot; can&apos;t be a topic&apos;s name: use letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, and not &quot;.&quot; or &quot;..&quot;</source>
        <translation>“%1”不能作主题名：请用字母、数字、“.”、“_”和“-”，且不能是“.”或“..”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no duration: write a whole number and a unit, like &quot;100ms&quot; or &quot;1s&quot;</source>
        <translation>“%1”不是时长：请写整数加单位，例如“100ms”或“1s”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no duration: write a whole number and a unit, like &quot;250ms&quot;, &quot;10s&quot;, &quot;5m&quot;, &quot;24h&quot; or &quot;7d&quot;</source>
        <translation>“%1”不是时长：请写整数加单位，例如“250ms”、“10s”、“5m”、“24h”或“7d”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no format; it is one of string, int32, int64, double, bytes, json, none</source>
        <translation>“%1”不是格式；可用的有 string、int32、int64、double、bytes、json、none</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no size: write a whole number and a unit, like &quot;64KiB&quot; or &quot;16MiB&quot;</source>
        <translation>“%1”不是大小：请写整数加单位，例如“64KiB”或“16MiB”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no topic name: use 1 to 249 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>“%1”不是主题名：请用 1 到 249 个字母、数字、“.”、“_”和“-”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of cpu, memory, disk, network</source>
        <translation>“%1”不在 cpu、memory、disk、network 之中</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of jsonl, csv</source>
        <translation>“%1”不是 jsonl 或 csv</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of orders, clicks, sensors, payments, customers, records</source>
        <translation>“%1”不在 orders、clicks、sensors、payments、customers、records 之中</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not %2</source>
        <translation>“%1”不是 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a time such as 2026-11-22T10:00:00Z</source>
        <translation>“%1”不是时间，时间的写法如 2026-11-22T10:00:00Z</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be 1 to 100 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>“%1”必须是 1 到 100 个字母、数字、“.”、“_”和“-”</translation>
    </message>
    <message>
        <source>&quot;*&quot; can only stand alone in a select list</source>
        <translation>“*”在选择列表中只能单独出现</translation>
    </message>
    <message>
        <source>&quot;*&quot; can only stand in a select list</source>
        <translation>“*”只能出现在选择列表中</translation>
    </message>
    <message>
        <source>&quot;*&quot; can&apos;t be used beside aggregates; name what each group gives</source>
        <translation>“*”不能与聚合同用；请写出每组给出什么</translation>
    </message>
    <message>
        <source>&quot;*&quot; stands for no column here: the input has no schema</source>
        <translation>“*”在这里不代表任何列：输入没有列定义</translation>
    </message>
    <message>
        <source>%1 %2 (element of %3); a cast may help</source>
        <translation>%1 %2（%3 的元素）；加类型转换也许可行</translation>
    </message>
    <message>
        <source>%1 already has a wire from %2; put a merge before it</source>
        <translation>%1 已有来自 %2 的连线；请在它前面放一个合并节点</translation>
    </message>
    <message>
        <source>%1 before and %2 after</source>
        <translation>之前 %1，之后 %2</translation>
    </message>
    <message>
        <source>%1 branches</source>
        <translation>%1 个分支</translation>
    </message>
    <message>
        <source>%1 can&apos;t be subscripted</source>
        <translation>%1 不能用下标</translation>
    </message>
    <message>
        <source>%1 can&apos;t be switched off: behind it stands a %2, before it a %3</source>
        <translation>%1 不能停用：它后面是 %2，前面是 %3</translation>
    </message>
    <message>
        <source>%1 can&apos;t be switched off: it has no input to let pass; remove its wires instead</source>
        <translation>%1 不能停用：它没有可以放行的输入；请改为删除它的连线</translation>
    </message>
    <message>
        <source>%1 can&apos;t be switched off: it has not one input and one output</source>
        <translation>%1 不能停用：它并非恰有一个输入和一个输出</translation>
    </message>
    <message>
        <source>%1 can&apos;t be taken back when a row of a table changes; on tables count, sum and avg can</source>
        <translation>表的行变化时 %1 不能撤回；对表可用 count、sum 和 avg</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used in an expression</source>
        <translation>%1 不能用在表达式中</translation>
    </message>
    <message>
        <source>%1 can&apos;t feed itself</source>
        <translation>%1 不能给自己供数</translation>
    </message>
    <message>
        <source>%1 can&apos;t turn %2 into %3</source>
        <translation>%1 不能把 %2 变成 %3</translation>
    </message>
    <message>
        <source>%1 carries values in another form than the other inputs</source>
        <translation>%1 的值与其他输入的形式不同</translation>
    </message>
    <message>
        <source>%1 exists and was not written by this job. Move it away, or choose another path</source>
        <translation>%1 已存在，且不是这个作业写的。请把它移走，或另选路径</translation>
    </message>
    <message>
        <source>%1 fields, %2 expected</source>
        <translation>有 %1 个字段，应为 %2 个</translation>
    </message>
    <message>
        <source>%1 gives several rows; it can only stand alone in a column of a flat-map&apos;s select list</source>
        <translation>%1 给出多行；它只能单独作为展开节点选择列表中的一列</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, but %3 were committed: somebody shortened it. Put it back, or remove the job&apos;s position</source>
        <translation>%1 有 %2 字节，但已提交 %3 字节：有人把它截短了。请恢复文件，或删除作业的位置</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; at most %3 are read</source>
        <translation>%1 有 %2 字节；最多读取 %3</translation>
    </message>
    <message>
        <source>%1 has no columns</source>
        <translation>%1 没有列</translation>
    </message>
    <message>
        <source>%1 has no input &quot;%2&quot;</source>
        <translation>%1 没有输入“%2”</translation>
    </message>
    <message>
        <source>%1 has no input; the wire from %2 can&apos;t end here</source>
        <translation>%1 没有输入；来自 %2 的连线不能接到这里</translation>
    </message>
    <message>
        <source>%1 has no meaning %2</source>
        <translation>%2，%1 没有意义</translation>
    </message>
    <message>
        <source>%1 has no output &quot;%2&quot;</source>
        <translation>%1 没有输出“%2”</translation>
    </message>
    <message>
        <source>%1 has no output; the wire to %2 can&apos;t begin here</source>
        <translation>%1 没有输出；通往 %2 的连线不能从这里开始</translation>
    </message>
    <message>
        <source>%1 have passed</source>
        <translation>过了 %1</translation>
    </message>
    <message>
        <source>%1 inside an aggregate is not supported</source>
        <translation>聚合内部不支持 %1</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file</source>
        <translation>%1 是文件夹，不是文件</translation>
    </message>
    <message>
        <source>%1 is already wired to %2</source>
        <translation>%1 已连到 %2</translation>
    </message>
    <message>
        <source>%1 is locked by another process</source>
        <translation>%1 被另一个进程锁定</translation>
    </message>
    <message>
        <source>%1 is no aggregate function, so %2 can&apos;t be used with it</source>
        <translation>%1 不是聚合函数，因此不能对它用 %2</translation>
    </message>
    <message>
        <source>%1 is no name: use 1 to 64 letters, digits, _ and -</source>
        <translation>%1 不是名称：请用 1 到 64 个字母、数字、_ 和 -</translation>
    </message>
    <message>
        <source>%1 is no topic name: use 1 to 249 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>%1 不是主题名：请用 1 到 249 个字母、数字、“.”、“_”和“-”</translation>
    </message>
    <message>
        <source>%1 is out of range for type %2</source>
        <translation>%1 超出类型 %2 的范围</translation>
    </message>
    <message>
        <source>%1 join on %2</source>
        <translation>%1 连接，按 %2</translation>
    </message>
    <message>
        <source>%1 join on key</source>
        <translation>%1 连接，按键</translation>
    </message>
    <message>
        <source>%1 join within %2, grace %3</source>
        <translation>%1 连接，相距 %2 以内，宽限 %3</translation>
    </message>
    <message>
        <source>%1 must be from %2 to %3, it is %4</source>
        <translation>%1 必须在 %2 到 %3 之间，现在是 %4</translation>
    </message>
    <message>
        <source>%1 must be one ASCII character, no line break</source>
        <translation>%1 必须是一个 ASCII 字符，不能是换行</translation>
    </message>
    <message>
        <source>%1 needs a constant as its second argument</source>
        <translation>%1 的第二个参数必须是常量</translation>
    </message>
    <message>
        <source>%1 on a table needs group_by: by its own key every group would be one row</source>
        <translation>对表做 %1 需要 group_by：按它自己的键，每组只有一行</translation>
    </message>
    <message>
        <source>%1 out of range</source>
        <translation>%1 超出范围</translation>
    </message>
    <message>
        <source>%1 takes exactly one column, the input has %2: choose one with map-values</source>
        <translation>%1 只接受一列，而输入有 %2 列：请用 map-values 选出一列</translation>
    </message>
    <message>
        <source>%1.%2 can&apos;t be read: the join keeps that side&apos;s columns, its key and its time, not where a record stood%3</source>
        <translation>不能读取 %1.%2：连接保留那一侧的列、键和时间，不保留记录原来的位置%3</translation>
    </message>
    <message>
        <source>%1; did you mean %2?</source>
        <translation>%1；您是不是想写 %2？</translation>
    </message>
    <message>
        <source>: swap the sides</source>
        <translation>：请交换两侧</translation>
    </message>
    <message>
        <source>; SQL&apos;s form for it is CASE WHEN … THEN … ELSE … END</source>
        <translation>；SQL 的写法是 CASE WHEN … THEN … ELSE … END</translation>
    </message>
    <message>
        <source>; SQL&apos;s name for it is coalesce</source>
        <translation>；它在 SQL 中叫 coalesce</translation>
    </message>
    <message>
        <source>; a join&apos;s sides are l and r</source>
        <translation>；连接的两侧是 l 和 r</translation>
    </message>
    <message>
        <source>; and its dead letter can&apos;t be written: %1</source>
        <translation>；而且它的死信写不出去：%1</translation>
    </message>
    <message>
        <source>; did you mean &quot;%1&quot;?</source>
        <translation>；您是不是想写“%1”？</translation>
    </message>
    <message>
        <source>; give the left side that key with select-key</source>
        <translation>；请用 select-key 给左侧换成那个键</translation>
    </message>
    <message>
        <source>; it takes %1</source>
        <translation>；它接受 %1</translation>
    </message>
    <message>
        <source>; remove it</source>
        <translation>；请去掉</translation>
    </message>
    <message>
        <source>; say on</source>
        <translation>；请写出 on</translation>
    </message>
    <message>
        <source>; take it into a column with map-values before</source>
        <translation>；请先用 map-values 把它放进一列</translation>
    </message>
    <message>
        <source>; to join by another column of the left row say foreign_key</source>
        <translation>；要按左行的另一列连接，请写 foreign_key</translation>
    </message>
    <message>
        <source>; two tables have it</source>
        <translation>；两个表才有</translation>
    </message>
    <message>
        <source>A batch of the topic can&apos;t be read</source>
        <translation>主题的一个批次读不出来</translation>
    </message>
    <message>
        <source>A bit string has a wrong digit</source>
        <translation>位串中有错误的数字</translation>
    </message>
    <message>
        <source>A column can&apos;t be a timestamp without a time zone; use timestamptz</source>
        <translation>列不能是不带时区的时间戳；请用 timestamptz</translation>
    </message>
    <message>
        <source>A jsonb value can&apos;t be sliced</source>
        <translation>jsonb 值不能切片</translation>
    </message>
    <message>
        <source>A jsonb value is subscripted by a text or an integer</source>
        <translation>jsonb 值的下标是文本或整数</translation>
    </message>
    <message>
        <source>A row can only be compared or tested for NULL; use jsonb_build_object or an array for a value of several parts</source>
        <translation>行只能比较或检验是否为 NULL；由几部分组成的值请用 jsonb_build_object 或数组</translation>
    </message>
    <message>
        <source>A row can only be compared with rows of as many parts</source>
        <translation>行只能与部分数相同的行比较</translation>
    </message>
    <message>
        <source>A schema takes columns without constraints: a name and a type each</source>
        <translation>列定义只接受不带约束的列：每列一个名称和一个类型</translation>
    </message>
    <message>
        <source>A type takes at most two modifiers</source>
        <translation>类型最多带两个修饰</translation>
    </message>
    <message>
        <source>A type&apos;s modifiers must be whole numbers</source>
        <translation>类型的修饰必须是整数</translation>
    </message>
    <message>
        <source>A value of type %1</source>
        <translation>%1 类型的值</translation>
    </message>
    <message>
        <source>A value of type %1 can&apos;t be cast to %2</source>
        <translation>%1 类型的值不能转换为 %2</translation>
    </message>
    <message>
        <source>A window function (OVER) can&apos;t stand here; use a windowed aggregate node</source>
        <translation>窗口函数（OVER）不能用在这里；请用带窗口的聚合节点</translation>
    </message>
    <message>
        <source>ANY and ALL need an array on the right, not %1</source>
        <translation>ANY 和 ALL 的右边必须是数组，而不是 %1</translation>
    </message>
    <message>
        <source>ANY and ALL need an operator that gives a boolean</source>
        <translation>ANY 和 ALL 需要给出布尔值的运算符</translation>
    </message>
    <message>
        <source>An array is subscripted by an integer</source>
        <translation>数组的下标是整数</translation>
    </message>
    <message>
        <source>An array&apos;s element has no columns</source>
        <translation>数组元素没有列</translation>
    </message>
    <message>
        <source>An expression takes no alias here; remove &quot;%1&quot;</source>
        <translation>这里的表达式不用别名；请去掉“%1”</translation>
    </message>
    <message>
        <source>Arrays of arrays are not supported</source>
        <translation>不支持数组的数组</translation>
    </message>
    <message>
        <source>Both sides have a column %1; write %2</source>
        <translation>两侧都有列 %1；请写 %2</translation>
    </message>
    <message>
        <source>CSV is written from columns: give the value a schema, or make columns with map-values</source>
        <translation>CSV 由列写成：请给值加上列定义，或用 map-values 造出列</translation>
    </message>
    <message>
        <source>CSV without a header needs columns: say their names and types</source>
        <translation>没有表头的 CSV 需要列：请写出它们的名称和类型</translation>
    </message>
    <message>
        <source>Change to %1</source>
        <translation>改为 %1</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Dates and times of day without a time zone are not supported; use now() or current_timestamp</source>
        <translation>不支持不带时区的日期和时刻；请用 now() 或 current_timestamp</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源忙</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>In SQL, %1 means the session&apos;s own value, which Weir has not; for a column of this name write &quot;%2&quot;</source>
        <translation>在 SQL 中 %1 指会话自己的值，Weir 没有会话；要用叫这个名字的列，请写“%2”</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Invalid input syntax for type %1: &quot;%2&quot;</source>
        <translation>类型 %1 的输入语法无效：“%2”</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个目录</translation>
    </message>
    <message>
        <source>It is not clear which function %1 means; add a cast</source>
        <translation>不清楚函数 %1 指哪一个；请加类型转换</translation>
    </message>
    <message>
        <source>It is not clear which operator %1</source>
        <translation>不清楚运算符 %1</translation>
    </message>
    <message>
        <source>It is not clear which operator %1 means; add a cast</source>
        <translation>不清楚运算符 %1 指哪一个；请加类型转换</translation>
    </message>
    <message>
        <source>JSON nested too deeply: at most 1000 levels</source>
        <translation>JSON 嵌套太深：最多 1000 层</translation>
    </message>
    <message>
        <source>Kafka&apos;s settings are not taken here; a connection&apos;s properties stand in its profile, and the settings are %1</source>
        <translation>这里不用 Kafka 的设置；连接的属性写在它的配置里，可用的设置有 %1</translation>
    </message>
    <message>
        <source>LIKE pattern must not end with escape character</source>
        <translation>LIKE 的模式不能以转义符结尾</translation>
    </message>
    <message>
        <source>NaN can&apos;t be a key</source>
        <translation>NaN 不能作键</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间已满</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或目录</translation>
    </message>
    <message>
        <source>Nobody listens on %1: %2</source>
        <translation>%1 上没有程序在监听：%2</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是目录</translation>
    </message>
    <message>
        <source>One end of the wire is no node</source>
        <translation>连线的一端不是节点</translation>
    </message>
    <message>
        <source>One expression stands here, not a list</source>
        <translation>这里只能写一个表达式，不能是列表</translation>
    </message>
    <message>
        <source>Only a list of columns can stand here: name and type, separated by commas</source>
        <translation>这里只能写列的清单：名称和类型，用逗号分开</translation>
    </message>
    <message>
        <source>Only an expression or a select list can stand here, without FROM, WHERE, DISTINCT or a second statement</source>
        <translation>这里只能写表达式或选择列表，不带 FROM、WHERE、DISTINCT，也没有第二条语句</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不够</translation>
    </message>
    <message>
        <source>Quote the name</source>
        <translation>给名称加引号</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Rows can be compared by =, &lt;&gt;, &lt;, &lt;=, &gt; and &gt;= only; compare their parts one by one</source>
        <translation>行只能用 =、&lt;&gt;、&lt;、&lt;=、&gt;、&gt;= 比较；请逐个部分比较</translation>
    </message>
    <message>
        <source>SETOF and %TYPE can&apos;t be used here</source>
        <translation>SETOF 和 %TYPE 不能用在这里</translation>
    </message>
    <message>
        <source>SIMILAR TO is not supported; use LIKE or a regular expression (~)</source>
        <translation>不支持 SIMILAR TO；请用 LIKE 或正则表达式（~）</translation>
    </message>
    <message>
        <source>Syntax error at end of input</source>
        <translation>语法错误，在输入的末尾</translation>
    </message>
    <message>
        <source>Syntax error at or near &quot;%1&quot;</source>
        <translation>语法错误，在“%1”处或附近</translation>
    </message>
    <message>
        <source>That would be a circle: %1 already feeds %2</source>
        <translation>这样会成环：%1 已经给 %2 供数</translation>
    </message>
    <message>
        <source>The accumulator has no column %1</source>
        <translation>累加器没有列 %1</translation>
    </message>
    <message>
        <source>The aggregate function %1 can only stand in the select list of an aggregate node, outside other aggregates</source>
        <translation>聚合函数 %1 只能用在聚合节点的选择列表中，且不能在其他聚合里面</translation>
    </message>
    <message>
        <source>The aggregate function %1 can&apos;t stand here</source>
        <translation>聚合函数 %1 不能用在这里</translation>
    </message>
    <message>
        <source>The aggregate function %1 is not supported</source>
        <translation>不支持聚合函数 %1</translation>
    </message>
    <message>
        <source>The argument of %1 must be boolean, but is %2</source>
        <translation>%1 的参数必须是 boolean，而它是 %2</translation>
    </message>
    <message>
        <source>The arguments of %1 have no names here; give them in order</source>
        <translation>这里 %1 的参数没有名称；请按顺序给出</translation>
    </message>
    <message>
        <source>The brackets are nested %1 deep; at most 64 levels are allowed</source>
        <translation>括号嵌套了 %1 层；最多允许 64 层</translation>
    </message>
    <message>
        <source>The column %1 is %2, but this gives %3; add a cast</source>
        <translation>列 %1 是 %2，而这里给出 %3；请加类型转换</translation>
    </message>
    <message>
        <source>The column %1 is missing; the accumulator has it</source>
        <translation>缺少列 %1；累加器里有它</translation>
    </message>
    <message>
        <source>The column %1 varies within a group; use it inside an aggregate function, such as max(%2), or _key for the group</source>
        <translation>列 %1 在一组之内不止一个值；请放进聚合函数，例如 max(%2)，或用 _key 表示组</translation>
    </message>
    <message>
        <source>The committed position in %1 can&apos;t be read</source>
        <translation>%1 中提交的位置读不出来</translation>
    </message>
    <message>
        <source>The committed position of %1 can&apos;t be read</source>
        <translation>%1 提交的位置读不出来</translation>
    </message>
    <message>
        <source>The data folder can&apos;t be opened</source>
        <translation>数据文件夹打不开</translation>
    </message>
    <message>
        <source>The data folder lies on a network file system, where locks do not hold: name a local folder with --data-dir</source>
        <translation>数据文件夹在网络文件系统上，锁在那里不可靠：请用 --data-dir 指定本地文件夹</translation>
    </message>
    <message>
        <source>The data folder&apos;s socket can&apos;t be made</source>
        <translation>数据文件夹的套接字建不起来</translation>
    </message>
    <message>
        <source>The expression has %1 bytes; at most 16 KiB are allowed</source>
        <translation>表达式有 %1 字节；最多允许 16 KiB</translation>
    </message>
    <message>
        <source>The expression has %1 tokens; at most 2,000 are allowed</source>
        <translation>表达式有 %1 个词；最多允许 2,000 个</translation>
    </message>
    <message>
        <source>The expression holds a zero byte; remove it</source>
        <translation>表达式中有零字节；请去掉</translation>
    </message>
    <message>
        <source>The expression is empty</source>
        <translation>表达式是空的</translation>
    </message>
    <message>
        <source>The expression is not valid UTF-8</source>
        <translation>表达式不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>The generator&apos;s committed position is not a number</source>
        <translation>生成器提交的位置不是数字</translation>
    </message>
    <message>
        <source>The header of %1 can&apos;t be read as CSV</source>
        <translation>%1 的表头不能按 CSV 读取</translation>
    </message>
    <message>
        <source>The k of top_k must be between 1 and 10000</source>
        <translation>top_k 的 k 必须在 1 到 10000 之间</translation>
    </message>
    <message>
        <source>The length of varchar must be between 1 and 10485760</source>
        <translation>varchar 的长度必须在 1 到 10485760 之间</translation>
    </message>
    <message>
        <source>The line is longer than %1</source>
        <translation>这一行比 %1 还长</translation>
    </message>
    <message>
        <source>The line is not a JSON object</source>
        <translation>这一行不是 JSON 对象</translation>
    </message>
    <message>
        <source>The list of columns is empty</source>
        <translation>列的清单是空的</translation>
    </message>
    <message>
        <source>The owner of %1 speaks version %2 of the socket&apos;s protocol, this program version %3: use the same version of Weir</source>
        <translation>%1 的所有者用的套接字协议是版本 %2，本程序是版本 %3：请使用同一版本的 Weir</translation>
    </message>
    <message>
        <source>The owner of the data folder answered with what is no JSON object</source>
        <translation>数据文件夹的所有者回的不是 JSON 对象</translation>
    </message>
    <message>
        <source>The owner of the data folder sent an answer that can&apos;t be read: %1</source>
        <translation>数据文件夹的所有者发来的回答读不懂：%1</translation>
    </message>
    <message>
        <source>The owner of this data folder has %1 clients already</source>
        <translation>这个数据文件夹的所有者已有 %1 个客户端</translation>
    </message>
    <message>
        <source>The precision of a timestamp must be between 0 and 6</source>
        <translation>timestamp 的精度必须在 0 到 6 之间</translation>
    </message>
    <message>
        <source>The precision of an interval must be between 0 and 6</source>
        <translation>interval 的精度必须在 0 到 6 之间</translation>
    </message>
    <message>
        <source>The precision of numeric must be between 1 and 1000</source>
        <translation>numeric 的精度必须在 1 到 1000 之间</translation>
    </message>
    <message>
        <source>The process that owned the data folder has ended or closed the connection; run the command again</source>
        <translation>拥有数据文件夹的进程已结束或关闭了连接；请再执行一次命令</translation>
    </message>
    <message>
        <source>The rank of approx_percentile must be between 0 and 1</source>
        <translation>approx_percentile 的比例必须在 0 到 1 之间</translation>
    </message>
    <message>
        <source>The request &quot;%1&quot; lacks an argument or has one of the wrong type: %2</source>
        <translation>请求“%1”缺少参数，或有参数类型不对：%2</translation>
    </message>
    <message>
        <source>The scale of numeric must be between -1000 and 1000</source>
        <translation>numeric 的标度必须在 -1000 到 1000 之间</translation>
    </message>
    <message>
        <source>The two rows have different numbers of parts</source>
        <translation>两行的部分数不同</translation>
    </message>
    <message>
        <source>The type %1 is not supported</source>
        <translation>不支持类型 %1</translation>
    </message>
    <message>
        <source>The type of %1 can&apos;t be told; add a cast</source>
        <translation>看不出 %1 的类型；请加类型转换</translation>
    </message>
    <message>
        <source>The type of this expression can&apos;t be told; add a cast</source>
        <translation>看不出这个表达式的类型；请加类型转换</translation>
    </message>
    <message>
        <source>The unquoted name %1 is the column %2; for a JSON field %3 write %4</source>
        <translation>不加引号的名称 %1 是列 %2；要取 JSON 字段 %3，请写 %4</translation>
    </message>
    <message>
        <source>The value &quot;%1&quot; is out of range for type %2</source>
        <translation>值“%1”超出类型 %2 的范围</translation>
    </message>
    <message>
        <source>The value &quot;%1&quot; is too long for type %2</source>
        <translation>值“%1”对类型 %2 来说太长</translation>
    </message>
    <message>
        <source>The value is not a valid JSON object: %1</source>
        <translation>值不是有效的 JSON 对象：%1</translation>
    </message>
    <message>
        <source>The values of %1 have types that don&apos;t go together: %2 and %3</source>
        <translation>%1 的各个值类型不能放在一起：%2 和 %3</translation>
    </message>
    <message>
        <source>The window function %1 is not supported</source>
        <translation>不支持窗口函数 %1</translation>
    </message>
    <message>
        <source>There is no %1.%2 here; name a column alone or with its side</source>
        <translation>这里没有 %1.%2；请只写列名，或列名加它的一侧</translation>
    </message>
    <message>
        <source>There is no array of %1</source>
        <translation>没有 %1 的数组</translation>
    </message>
    <message>
        <source>There is no column &quot;%1&quot;</source>
        <translation>没有列“%1”</translation>
    </message>
    <message>
        <source>There is no function %1</source>
        <translation>没有函数 %1</translation>
    </message>
    <message>
        <source>There is no memory for a stack that can hold this expression</source>
        <translation>没有内存给能放下这个表达式的栈</translation>
    </message>
    <message>
        <source>There is no memory for a stack that can hold this schema</source>
        <translation>没有内存给能放下这个列定义的栈</translation>
    </message>
    <message>
        <source>There is no operator %1</source>
        <translation>没有运算符 %1</translation>
    </message>
    <message>
        <source>There is no operator %1; a cast may help</source>
        <translation>没有运算符 %1；加类型转换也许可行</translation>
    </message>
    <message>
        <source>There is no operator in a schema %1</source>
        <translation>列定义中没有运算符 %1</translation>
    </message>
    <message>
        <source>There is no schema %1</source>
        <translation>没有模式 %1</translation>
    </message>
    <message>
        <source>There is no side &quot;%1&quot; here</source>
        <translation>这里没有“%1”这一侧</translation>
    </message>
    <message>
        <source>There is no side &quot;%1&quot; here%2</source>
        <translation>这里没有“%1”这一侧%2</translation>
    </message>
    <message>
        <source>There is no topic &quot;%1&quot;</source>
        <translation>没有主题“%1”</translation>
    </message>
    <message>
        <source>There is no type %1</source>
        <translation>没有类型 %1</translation>
    </message>
    <message>
        <source>This can&apos;t stand in an expression</source>
        <translation>这个不能用在表达式中</translation>
    </message>
    <message>
        <source>This column needs a name; add one, as in &quot;… AS total&quot;</source>
        <translation>这一列需要名称；请加上，例如“… AS total”</translation>
    </message>
    <message>
        <source>This connection has no such tap</source>
        <translation>这个连接没有这样的观察点</translation>
    </message>
    <message>
        <source>This data folder belongs to another user</source>
        <translation>这个数据文件夹属于另一个用户</translation>
    </message>
    <message>
        <source>This type takes no modifier</source>
        <translation>这个类型不带修饰</translation>
    </message>
    <message>
        <source>This version of Weir knows no request &quot;%1&quot;</source>
        <translation>这个版本的 Weir 不认识请求“%1”</translation>
    </message>
    <message>
        <source>To count rows write %1(*)</source>
        <translation>要数行数请写 %1(*)</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>Trailing junk after numeric literal at or near &quot;%1&quot;</source>
        <translation>数字后面有多余的字符，在“%1”处或附近</translation>
    </message>
    <message>
        <source>Two columns are named %1; give one of them another name with AS</source>
        <translation>两列都叫 %1；请用 AS 给其中一列换个名称</translation>
    </message>
    <message>
        <source>Unterminated /* comment at or near &quot;%1&quot;</source>
        <translation>注释 /* 没有结束，在“%1”处或附近</translation>
    </message>
    <message>
        <source>Unterminated quoted identifier at or near &quot;%1&quot;</source>
        <translation>带引号的名称没有结束，在“%1”处或附近</translation>
    </message>
    <message>
        <source>Unterminated quoted string at or near &quot;%1&quot;</source>
        <translation>带引号的文本没有结束，在“%1”处或附近</translation>
    </message>
    <message>
        <source>VARIADIC can&apos;t be used</source>
        <translation>不能用 VARIADIC</translation>
    </message>
    <message>
        <source>WITHIN GROUP can&apos;t be used</source>
        <translation>不能用 WITHIN GROUP</translation>
    </message>
    <message>
        <source>Window functions (OVER) are not supported; use a windowed aggregate node</source>
        <translation>不支持窗口函数（OVER）；请用带窗口的聚合节点</translation>
    </message>
    <message>
        <source>Zero-length delimited identifier at or near &quot;%1&quot;</source>
        <translation>带引号的名称长度为零，在“%1”处或附近</translation>
    </message>
    <message>
        <source>\u0000 can&apos;t be part of a text</source>
        <translation>\u0000 不能出现在文本中</translation>
    </message>
    <message>
        <source>_topic, _partition and _offset</source>
        <translation>_topic、_partition 和 _offset</translation>
    </message>
    <message>
        <source>a batch can&apos;t be read</source>
        <translation>一个批次读不出来</translation>
    </message>
    <message>
        <source>a batch fails its checksum</source>
        <translation>一个批次的校验和不对</translation>
    </message>
    <message>
        <source>a batch goes beyond the end</source>
        <translation>一个批次超出了末尾</translation>
    </message>
    <message>
        <source>a batch has offset %1, where %2 is due</source>
        <translation>一个批次的位移是 %1，而应当是 %2</translation>
    </message>
    <message>
        <source>a batch is cut short</source>
        <translation>一个批次被截断</translation>
    </message>
    <message>
        <source>a batch of a repartition topic that was there is gone</source>
        <translation>重分区主题中原有的一个批次不见了</translation>
    </message>
    <message>
        <source>a batch to append must be whole and its offsets without a gap</source>
        <translation>要追加的批次必须完整，位移之间没有空缺</translation>
    </message>
    <message>
        <source>a changelog batch can&apos;t be read</source>
        <translation>更新日志的一个批次读不出来</translation>
    </message>
    <message>
        <source>a duration such as 250ms, 10s, 5m, 24h or 7d</source>
        <translation>时长，例如 250ms、10s、5m、24h 或 7d</translation>
    </message>
    <message>
        <source>a file&apos;s lines become json values</source>
        <translation>文件的行成为 json 值</translation>
    </message>
    <message>
        <source>a file&apos;s path is needed</source>
        <translation>需要文件的路径</translation>
    </message>
    <message>
        <source>a fold can&apos;t merge sessions</source>
        <translation>fold 不能合并会话</translation>
    </message>
    <message>
        <source>a fold can&apos;t say how two sessions become one: use an aggregate, whose functions merge, or another window</source>
        <translation>fold 说不出两个会话怎样合成一个：请用聚合，它的函数能合并，或换一种窗口</translation>
    </message>
    <message>
        <source>a foreign-key join is inner or left: a right row that no left row names has no key to appear under</source>
        <translation>外键连接只能是 inner 或 left：没有左行指到的右行没有可以出现的键</translation>
    </message>
    <message>
        <source>a foreign-key join of a windowed table is not in this version; put an aggregate by the key before it</source>
        <translation>这个版本没有带窗口的表的外键连接；请在它前面按键聚合</translation>
    </message>
    <message>
        <source>a gap is at least 1ms long</source>
        <translation>间隔至少 1ms</translation>
    </message>
    <message>
        <source>a generator&apos;s keys are strings</source>
        <translation>生成器的键是字符串</translation>
    </message>
    <message>
        <source>a generator&apos;s values are json</source>
        <translation>生成器的值是 json</translation>
    </message>
    <message>
        <source>a global table ends %1; %2 needs a stream: a global table can only be the right side of a join</source>
        <translation>这里（%1）来的是全局表；%2 需要流：全局表只能作连接的右侧</translation>
    </message>
    <message>
        <source>a global table ends here; %1 needs a table %2: read the topic as a table</source>
        <translation>这里来的是全局表；%1 需要表（%2）：请把主题读作表</translation>
    </message>
    <message>
        <source>a global table ends on the left; it can only be the right side of a join%1</source>
        <translation>左侧来的是全局表；它只能作连接的右侧%1</translation>
    </message>
    <message>
        <source>a good entry follows it</source>
        <translation>其后还有一条完好的记录</translation>
    </message>
    <message>
        <source>a group&apos;s accumulators need more memory than one record may take</source>
        <translation>一组的累加器需要的内存超过一条记录可用的</translation>
    </message>
    <message>
        <source>a job with the application id &quot;%1&quot; runs already; stop it first, or give this one another id</source>
        <translation>应用 ID 为“%1”的作业已在运行；请先停止它，或给这个换一个 ID</translation>
    </message>
    <message>
        <source>a key in %1 is %2 bytes long; at most %3 are allowed</source>
        <translation>%1 中的一个键长 %2 字节；最多允许 %3</translation>
    </message>
    <message>
        <source>a negated bracket expression can&apos;t hold \D, \S or \W here; write the set that is meant</source>
        <translation>取反的方括号表达式里不能有 \D、\S 或 \W；请写出所指的集合</translation>
    </message>
    <message>
        <source>a negative number raised to a non-integer power yields a complex result</source>
        <translation>负数的非整数次幂是复数</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <translation>一个数字太大</translation>
    </message>
    <message>
        <source>a plot draws numbers; this is text, so nothing is drawn</source>
        <translation>图表画的是数字；这是文本，因此什么也画不出来</translation>
    </message>
    <message>
        <source>a quote is needed to write CSV</source>
        <translation>写 CSV 需要引号字符</translation>
    </message>
    <message>
        <source>a record batch at offset %1 counts %2 records up to offset delta %3</source>
        <translation>位移 %1 处的记录批次有 %2 条记录，而位移差只到 %3</translation>
    </message>
    <message>
        <source>a record batch has format %1; only 2 is read</source>
        <translation>记录批次的格式是 %1；只能读格式 2</translation>
    </message>
    <message>
        <source>a record batch names the unknown compression %1</source>
        <translation>记录批次用了未知的压缩 %1</translation>
    </message>
    <message>
        <source>a record batch of %1 bytes is cut after %2</source>
        <translation>%1 字节的记录批次在 %2 之后被截断</translation>
    </message>
    <message>
        <source>a record batch of %1 compressed bytes unpacks to more than %2 bytes</source>
        <translation>%1 字节的压缩记录批次解开后超过 %2 字节</translation>
    </message>
    <message>
        <source>a record batch says that its length is %1</source>
        <translation>记录批次说它的长度是 %1</translation>
    </message>
    <message>
        <source>a record batch&apos;s compressed records can&apos;t be unpacked</source>
        <translation>记录批次的压缩记录解不开</translation>
    </message>
    <message>
        <source>a record batch&apos;s header needs %1 bytes, %2 are left</source>
        <translation>记录批次的头需要 %1 字节，只剩 %2</translation>
    </message>
    <message>
        <source>a record batch&apos;s leader epoch is not 0</source>
        <translation>记录批次的 leader epoch 不是 0</translation>
    </message>
    <message>
        <source>a record between the parts of a foreign-key join does not fit its format</source>
        <translation>外键连接两部分之间的一条记录与格式不符</translation>
    </message>
    <message>
        <source>a record of the repartition topic does not fit its format</source>
        <translation>重分区主题的一条记录与格式不符</translation>
    </message>
    <message>
        <source>a row of a table changes: say with remove how its old value leaves the accumulator (acc.n - 1 AS n)</source>
        <translation>表的一行变了：请用 remove 说明它的旧值怎样离开累加器（acc.n - 1 AS n）</translation>
    </message>
    <message>
        <source>a row of store %1 in %2 has an unknown format</source>
        <translation>%2 中存储 %1 的一行格式未知</translation>
    </message>
    <message>
        <source>a row of the buffer does not fit its columns</source>
        <translation>缓冲中的一行与它的列不符</translation>
    </message>
    <message>
        <source>a row of the store does not fit its columns</source>
        <translation>存储的一行与它的列不符</translation>
    </message>
    <message>
        <source>a row of the store in %1 has an unknown format</source>
        <translation>%1 中存储的一行格式未知</translation>
    </message>
    <message>
        <source>a size such as 64KiB or 1GiB</source>
        <translation>大小，例如 64KiB 或 1GiB</translation>
    </message>
    <message>
        <source>a stream ends here; %1 needs a table %2: put a to-table or an aggregate between</source>
        <translation>这里来的是流；%1 需要表（%2）：请在中间放 to-table 或聚合</translation>
    </message>
    <message>
        <source>a stream joins a %1 inner or left: the table&apos;s changes trigger nothing, so its unmatched rows have no moment to appear</source>
        <translation>流与%1的连接只能是 inner 或 left：表的变化不触发任何结果，没有匹配的行就没有出现的时刻</translation>
    </message>
    <message>
        <source>a string does not end</source>
        <translation>一个字符串没有结束</translation>
    </message>
    <message>
        <source>a string has an unescaped control character</source>
        <translation>一个字符串里有未转义的控制字符</translation>
    </message>
    <message>
        <source>a table (left) can&apos;t join a stream (right): swap the sides, the stream comes left; or put a to-stream behind the table, or a to-table behind the stream</source>
        <translation>表（左）不能与流（右）连接：请交换两侧，流在左；或在表后放 to-stream，或在流后放 to-table</translation>
    </message>
    <message>
        <source>a table ends here; %1 needs a stream %2: put a to-stream between</source>
        <translation>这里来的是表；%1 需要流（%2）：请在中间放 to-stream</translation>
    </message>
    <message>
        <source>a table needs a key: choose another key format than none</source>
        <translation>表需要键：请选 none 以外的键格式</translation>
    </message>
    <message>
        <source>a table needs a key: put a select-key before</source>
        <translation>表需要键：请在前面放 select-key</translation>
    </message>
    <message>
        <source>a timestamp is a bigint (ms since the epoch) or a timestamptz; this is %1</source>
        <translation>时间戳是 bigint（自纪元起的毫秒数）或 timestamptz；这个是 %1</translation>
    </message>
    <message>
        <source>a topic has at least 1 and at most 10000 partitions</source>
        <translation>一个主题有 1 到 10000 个分区</translation>
    </message>
    <message>
        <source>a topic needs a name</source>
        <translation>主题需要名称</translation>
    </message>
    <message>
        <source>a topic&apos;s name has at most %1 characters, this one %2</source>
        <translation>主题名最多 %1 个字符，这个有 %2 个</translation>
    </message>
    <message>
        <source>a window is at least 1ms long</source>
        <translation>窗口至少 1ms 长</translation>
    </message>
    <message>
        <source>a windowed key can&apos;t go through a repartition topic: give the records another key first (select-key, for example with _key)</source>
        <translation>带窗口的键不能经过重分区主题：请先给记录换一个键（select-key，例如用 _key）</translation>
    </message>
    <message>
        <source>an accumulator can&apos;t be read</source>
        <translation>一个累加器读不出来</translation>
    </message>
    <message>
        <source>an accumulator needs more memory than one record may take</source>
        <translation>累加器需要的内存超过一条记录可用的</translation>
    </message>
    <message>
        <source>an accumulator&apos;s bytes don&apos;t fit its columns</source>
        <translation>累加器的字节与它的列不符</translation>
    </message>
    <message>
        <source>an accumulator&apos;s bytes don&apos;t fit its select list</source>
        <translation>累加器的字节与它的选择列表不符</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>an expression may use %1 MiB of memory per record; make the text or array smaller</source>
        <translation>一个表达式对每条记录最多用 %1 MiB 内存；请把文本或数组变小</translation>
    </message>
    <message>
        <source>an untyped literal</source>
        <translation>没有类型的字面量</translation>
    </message>
    <message>
        <source>any type</source>
        <translation>任意类型</translation>
    </message>
    <message>
        <source>argument %1: key must not be null</source>
        <translation>参数 %1：键不能为空</translation>
    </message>
    <message>
        <source>argument list must have even number of elements</source>
        <translation>参数的个数必须是偶数</translation>
    </message>
    <message>
        <source>arrays of more than one dimension are not supported</source>
        <translation>不支持多于一维的数组</translation>
    </message>
    <message>
        <source>arrays start at 1 and have one dimension; leave out the bounds</source>
        <translation>数组从 1 开始且只有一维；请去掉边界</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>base64 holds other characters</source>
        <translation>base64 中有别的字符</translation>
    </message>
    <message>
        <source>basic or extended syntax</source>
        <translation>basic 或 extended 语法</translation>
    </message>
    <message>
        <source>bigint out of range</source>
        <translation>bigint 超出范围</translation>
    </message>
    <message>
        <source>brackets [] not balanced</source>
        <translation>方括号 [] 不配对</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>by %1, within %2</source>
        <translation>按 %1，%2 以内</translation>
    </message>
    <message>
        <source>by key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>by key, %1 partitions</source>
        <translation>按键，%1 个分区</translation>
    </message>
    <message>
        <source>can&apos;t be read: %1</source>
        <translation>读不出来：%1</translation>
    </message>
    <message>
        <source>can&apos;t list the folder %1</source>
        <translation>不能列出文件夹 %1</translation>
    </message>
    <message>
        <source>can&apos;t lock %1</source>
        <translation>不能锁定 %1</translation>
    </message>
    <message>
        <source>can&apos;t look at %1</source>
        <translation>不能查看 %1</translation>
    </message>
    <message>
        <source>can&apos;t make the folder %1</source>
        <translation>不能建立文件夹 %1</translation>
    </message>
    <message>
        <source>can&apos;t open %1</source>
        <translation>不能打开 %1</translation>
    </message>
    <message>
        <source>can&apos;t open the folder %1</source>
        <translation>不能打开文件夹 %1</translation>
    </message>
    <message>
        <source>can&apos;t open the stores in %1</source>
        <translation>不能打开 %1 中的存储</translation>
    </message>
    <message>
        <source>can&apos;t read %1</source>
        <translation>不能读取 %1</translation>
    </message>
    <message>
        <source>can&apos;t read store %1</source>
        <translation>不能读取存储 %1</translation>
    </message>
    <message>
        <source>can&apos;t read the free space of %1</source>
        <translation>不能读取 %1 的剩余空间</translation>
    </message>
    <message>
        <source>can&apos;t read the size of %1</source>
        <translation>不能读取 %1 的大小</translation>
    </message>
    <message>
        <source>can&apos;t read the store in %1</source>
        <translation>不能读取 %1 中的存储</translation>
    </message>
    <message>
        <source>can&apos;t remove %1</source>
        <translation>不能删除 %1</translation>
    </message>
    <message>
        <source>can&apos;t remove the stores in %1</source>
        <translation>不能删除 %1 中的存储</translation>
    </message>
    <message>
        <source>can&apos;t rename %1 to %2</source>
        <translation>不能把 %1 改名为 %2</translation>
    </message>
    <message>
        <source>can&apos;t sync %1</source>
        <translation>不能同步 %1</translation>
    </message>
    <message>
        <source>can&apos;t sync the folder %1</source>
        <translation>不能同步文件夹 %1</translation>
    </message>
    <message>
        <source>can&apos;t truncate %1</source>
        <translation>不能截断 %1</translation>
    </message>
    <message>
        <source>can&apos;t write %1</source>
        <translation>不能写入 %1</translation>
    </message>
    <message>
        <source>can&apos;t write the stores in %1</source>
        <translation>不能写入 %1 中的存储</translation>
    </message>
    <message>
        <source>cannot cast jsonb %1 to type %2</source>
        <translation>不能把 jsonb %1 转换为类型 %2</translation>
    </message>
    <message>
        <source>cannot convert %1 to %2</source>
        <translation>不能把 %1 转换为 %2</translation>
    </message>
    <message>
        <source>cannot delete from object using integer index</source>
        <translation>不能用整数下标从对象中删除</translation>
    </message>
    <message>
        <source>cannot delete from scalar</source>
        <translation>不能从标量中删除</translation>
    </message>
    <message>
        <source>cannot delete path in scalar</source>
        <translation>不能在标量中按路径删除</translation>
    </message>
    <message>
        <source>cannot extract elements from a scalar</source>
        <translation>不能从标量中取出元素</translation>
    </message>
    <message>
        <source>cannot extract elements from an object</source>
        <translation>不能从对象中取出元素</translation>
    </message>
    <message>
        <source>cannot get array length of a non-array</source>
        <translation>不能取非数组的数组长度</translation>
    </message>
    <message>
        <source>cannot get array length of a scalar</source>
        <translation>不能取标量的数组长度</translation>
    </message>
    <message>
        <source>cannot subtract infinite timestamps</source>
        <translation>无穷的时间戳不能相减</translation>
    </message>
    <message>
        <source>cannot take logarithm of a negative number</source>
        <translation>不能取负数的对数</translation>
    </message>
    <message>
        <source>cannot take logarithm of zero</source>
        <translation>不能取零的对数</translation>
    </message>
    <message>
        <source>cannot take square root of a negative number</source>
        <translation>不能取负数的平方根</translation>
    </message>
    <message>
        <source>character number must be positive</source>
        <translation>字符编号必须是正数</translation>
    </message>
    <message>
        <source>column %1 is %2 and can&apos;t be written as %3</source>
        <translation>列 %1 是 %2，不能写成 %3</translation>
    </message>
    <message>
        <source>column %1 is read by no node behind this edge, so a tap can&apos;t test it; take one of the columns that are</source>
        <translation>这条连线之后没有节点读取列 %1，因此观察点用不了它；请用被读取的列</translation>
    </message>
    <message>
        <source>count must be greater than zero</source>
        <translation>个数必须大于零</translation>
    </message>
    <message>
        <source>date/time field value out of range: %1</source>
        <translation>日期或时间字段的值超出范围：%1</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>除以零</translation>
    </message>
    <message>
        <source>each end of a wire must be &quot;node&quot; or &quot;node:port&quot;</source>
        <translation>连线的每一端必须是“节点”或“节点:端口”</translation>
    </message>
    <message>
        <source>each record needs a value: its JSON as text</source>
        <translation>每条记录需要一个值：文本形式的 JSON</translation>
    </message>
    <message>
        <source>every must be from 20ms to 1s</source>
        <translation>every 必须在 20ms 到 1s 之间</translation>
    </message>
    <message>
        <source>exactly once always syncs (&quot;fsync&quot;); &quot;buffered&quot; goes only with the guarantee &quot;at-least-once&quot;</source>
        <translation>恰好一次总是同步（“fsync”）；“buffered”只能与“at-least-once”同用</translation>
    </message>
    <message>
        <source>expected a JSON array, not %1</source>
        <translation>应为 JSON 数组，而不是 %1</translation>
    </message>
    <message>
        <source>field position must not be zero</source>
        <translation>字段位置不能为零</translation>
    </message>
    <message>
        <source>file_key is %1 and can&apos;t be written as %2: cast it, or change the key&apos;s format</source>
        <translation>file_key 是 %1，不能写成 %2：请转换类型，或改变键的格式</translation>
    </message>
    <message>
        <source>file_key is computed from columns: say their names and types in value.schema</source>
        <translation>file_key 由列算出：请在 value.schema 中写出列的名称和类型</translation>
    </message>
    <message>
        <source>file_key is not a number</source>
        <translation>file_key 不是数字</translation>
    </message>
    <message>
        <source>file_key: %1</source>
        <translation>file_key：%1</translation>
    </message>
    <message>
        <source>final waits for a window to close: say a window, or emit updates</source>
        <translation>final 等窗口关闭才输出：请指定窗口，或选 emit updates</translation>
    </message>
    <message>
        <source>format specifies argument 0, but arguments are numbered from 1</source>
        <translation>格式指定了参数 0，但参数从 1 开始编号</translation>
    </message>
    <message>
        <source>give one side the other&apos;s key with select-key</source>
        <translation>请用 select-key 给一侧换成另一侧的键</translation>
    </message>
    <message>
        <source>global table</source>
        <translation>全局表</translation>
    </message>
    <message>
        <source>goes only with %1 %2; remove it</source>
        <translation>只与 %1 %2 同用；请去掉</translation>
    </message>
    <message>
        <source>has %1 nodes; at most %2 are allowed</source>
        <translation>有 %1 个节点；最多允许 %2 个</translation>
    </message>
    <message>
        <source>has %1 wires; at most %2 are allowed</source>
        <translation>有 %1 条连线；最多允许 %2 条</translation>
    </message>
    <message>
        <source>hop %1 of %2</source>
        <translation>每 %1 跳，长 %2</translation>
    </message>
    <message>
        <source>in a foreign-key join: rows meet by the key that the left one names, whatever the time</source>
        <translation>外键连接中：行按左侧指出的键相遇，与时间无关</translation>
    </message>
    <message>
        <source>initial position must not be null</source>
        <translation>起始位置不能为空</translation>
    </message>
    <message>
        <source>input is out of range</source>
        <translation>输入超出范围</translation>
    </message>
    <message>
        <source>integer out of range</source>
        <translation>integer 超出范围</translation>
    </message>
    <message>
        <source>interval field value out of range: %1</source>
        <translation>interval 字段的值超出范围：%1</translation>
    </message>
    <message>
        <source>interval out of range</source>
        <translation>interval 超出范围</translation>
    </message>
    <message>
        <source>interval time zone must not include months or days</source>
        <translation>interval 时区不能含有月或日</translation>
    </message>
    <message>
        <source>invalid Unicode escape</source>
        <translation>无效的 Unicode 转义</translation>
    </message>
    <message>
        <source>invalid backreference number</source>
        <translation>无效的反向引用编号</translation>
    </message>
    <message>
        <source>invalid base64 end sequence</source>
        <translation>base64 的结尾无效</translation>
    </message>
    <message>
        <source>invalid byte sequence for encoding &quot;UTF8&quot;</source>
        <translation>对编码“UTF8”无效的字节序列</translation>
    </message>
    <message>
        <source>invalid character class</source>
        <translation>无效的字符类</translation>
    </message>
    <message>
        <source>invalid character range</source>
        <translation>无效的字符范围</translation>
    </message>
    <message>
        <source>invalid collating element</source>
        <translation>无效的排序元素</translation>
    </message>
    <message>
        <source>invalid destination encoding name %1: only UTF8 is known</source>
        <translation>无效的目标编码 %1：只认识 UTF8</translation>
    </message>
    <message>
        <source>invalid embedded option</source>
        <translation>无效的嵌入选项</translation>
    </message>
    <message>
        <source>invalid escape \ sequence</source>
        <translation>无效的 \ 转义</translation>
    </message>
    <message>
        <source>invalid escape string: it must be empty or one character</source>
        <translation>无效的转义串：必须为空或一个字符</translation>
    </message>
    <message>
        <source>invalid hexadecimal data: odd number of digits</source>
        <translation>无效的十六进制数据：数字个数是奇数</translation>
    </message>
    <message>
        <source>invalid hexadecimal digit: &quot;%1&quot;</source>
        <translation>无效的十六进制数字：“%1”</translation>
    </message>
    <message>
        <source>invalid input syntax for type %1: %2</source>
        <translation>类型 %1 的输入语法无效：%2</translation>
    </message>
    <message>
        <source>invalid input syntax for type interval: %1</source>
        <translation>类型 interval 的输入语法无效：%1</translation>
    </message>
    <message>
        <source>invalid regular expression option: &quot;%1&quot;; to give a start, cast it to integer</source>
        <translation>无效的正则表达式选项：“%1”；要给出起点，请把它转换为 integer</translation>
    </message>
    <message>
        <source>invalid regular expression option: %1</source>
        <translation>无效的正则表达式选项：%1</translation>
    </message>
    <message>
        <source>invalid regular expression: %1</source>
        <translation>无效的正则表达式：%1</translation>
    </message>
    <message>
        <source>invalid regular expression: regular expression is too complex</source>
        <translation>无效的正则表达式：太复杂</translation>
    </message>
    <message>
        <source>invalid repetition count(s)</source>
        <translation>无效的重复次数</translation>
    </message>
    <message>
        <source>invalid source encoding name %1: only UTF8 is known</source>
        <translation>无效的源编码 %1：只认识 UTF8</translation>
    </message>
    <message>
        <source>invalid symbol &quot;%1&quot; found while decoding base64 sequence</source>
        <translation>解码 base64 时遇到无效符号“%1”</translation>
    </message>
    <message>
        <source>invalid value for parameter &quot;n&quot;: it must not be negative</source>
        <translation>参数“n”的值无效：不能为负</translation>
    </message>
    <message>
        <source>invalid value for parameter &quot;start&quot;: it must be at least 1</source>
        <translation>参数“start”的值无效：至少为 1</translation>
    </message>
    <message>
        <source>is Kafka&apos;s name; here it is &quot;%1&quot;</source>
        <translation>是 Kafka 的名称；这里叫“%1”</translation>
    </message>
    <message>
        <source>is missing here and in the file: on_error &quot;dead-letter&quot; needs a topic</source>
        <translation>这里和文件中都没有：on_error “dead-letter”需要一个主题</translation>
    </message>
    <message>
        <source>is missing%1</source>
        <translation>缺少%1</translation>
    </message>
    <message>
        <source>is missing: a node needs an id, a text of letters, digits, _ and -</source>
        <translation>缺少：节点需要 ID，由字母、数字、_ 和 - 组成</translation>
    </message>
    <message>
        <source>is missing: a topology file says &quot;weir&quot;: 1</source>
        <translation>缺少：拓扑文件要写 &quot;weir&quot;: 1</translation>
    </message>
    <message>
        <source>is missing: a topology needs a list &quot;edges&quot; (it may be empty)</source>
        <translation>缺少：拓扑需要列表 &quot;edges&quot;（可以为空）</translation>
    </message>
    <message>
        <source>is missing: a topology needs a list &quot;nodes&quot; (it may be empty)</source>
        <translation>缺少：拓扑需要列表 &quot;nodes&quot;（可以为空）</translation>
    </message>
    <message>
        <source>is missing: on_error &quot;dead-letter&quot; needs the topic that failing records go to</source>
        <translation>缺少：on_error “dead-letter”需要接收失败记录的主题</translation>
    </message>
    <message>
        <source>is missing: say what the node does, like &quot;filter&quot;</source>
        <translation>缺少：请写出节点做什么，例如 &quot;filter&quot;</translation>
    </message>
    <message>
        <source>is missing: with the log it is the job&apos;s identity, a text of letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>缺少：它与日志一起标识作业，由字母、数字、“.”、“_”和“-”组成</translation>
    </message>
    <message>
        <source>is no part of a topology: it has no &quot;nodes&quot;</source>
        <translation>不是拓扑的一部分：它没有 &quot;nodes&quot;</translation>
    </message>
    <message>
        <source>is no topology: it must be one JSON object that begins with &quot;weir&quot;: 1</source>
        <translation>不是拓扑：必须是一个以 &quot;weir&quot;: 1 开头的 JSON 对象</translation>
    </message>
    <message>
        <source>is null; leave the field out for its default</source>
        <translation>是 null；要用默认值请省去这个字段</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>结束得太早</translation>
    </message>
    <message>
        <source>it holds more than %1 values</source>
        <translation>它含有的值超过 %1 个</translation>
    </message>
    <message>
        <source>it is %1 bytes long; at most 8 MiB are allowed</source>
        <translation>它有 %1 字节；最多允许 8 MiB</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is nested more than %1 deep</source>
        <translation>它的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>它不是 JSON</translation>
    </message>
    <message>
        <source>it is not UTF-8</source>
        <translation>它不是 UTF-8</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它太长</translation>
    </message>
    <message>
        <source>it starts with &quot;%1&quot;</source>
        <translation>它以“%1”开头</translation>
    </message>
    <message>
        <source>its changelog topic&apos;s name has %1 characters; at most %2 are allowed: shorten the name</source>
        <translation>它的更新日志主题名有 %1 个字符；最多允许 %2：请缩短名称</translation>
    </message>
    <message>
        <source>its header is not a journal&apos;s</source>
        <translation>它的头不是日志的头</translation>
    </message>
    <message>
        <source>its repartition topic&apos;s name has %1 characters; at most %2 are allowed: shorten the id</source>
        <translation>它的重分区主题名有 %1 个字符；最多允许 %2：请缩短 ID</translation>
    </message>
    <message>
        <source>its topic %1 has %2 partitions from an earlier run, but %3 are needed now: run it under another application id, or delete that topic</source>
        <translation>它的主题 %1 因以前的运行有 %2 个分区，而现在需要 %3 个：请换一个应用 ID 运行，或删除那个主题</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>键 %1</translation>
    </message>
    <message>
        <source>key by</source>
        <translation>键按</translation>
    </message>
    <message>
        <source>key value must be scalar, not array, composite, or json</source>
        <translation>键必须是标量，不能是数组、复合值或 json</translation>
    </message>
    <message>
        <source>latest by key</source>
        <translation>每个键的最新值</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>第 %1 行第 %2 列</translation>
    </message>
    <message>
        <source>longer than %1</source>
        <translation>比 %1 长</translation>
    </message>
    <message>
        <source>lower and upper bounds must be finite</source>
        <translation>上下界必须是有限值</translation>
    </message>
    <message>
        <source>lower bound cannot equal upper bound</source>
        <translation>下界不能等于上界</translation>
    </message>
    <message>
        <source>make_interval takes years, months, weeks, days, hours, mins and secs, each once</source>
        <translation>make_interval 接受 years、months、weeks、days、hours、mins 和 secs，各一次</translation>
    </message>
    <message>
        <source>malformed array literal: %1</source>
        <translation>数组字面量格式不对：%1</translation>
    </message>
    <message>
        <source>must be &quot;exactly-once&quot; or &quot;at-least-once&quot;, not &quot;%1&quot;</source>
        <translation>必须是 &quot;exactly-once&quot; 或 &quot;at-least-once&quot;，而不是“%1”</translation>
    </message>
    <message>
        <source>must be &quot;fsync&quot; or &quot;buffered&quot;, not &quot;%1&quot;</source>
        <translation>必须是 &quot;fsync&quot; 或 &quot;buffered&quot;，而不是“%1”</translation>
    </message>
    <message>
        <source>must be &quot;latency&quot;, &quot;balanced&quot; or &quot;throughput&quot;, not &quot;%1&quot;</source>
        <translation>必须是 &quot;latency&quot;、&quot;balanced&quot; 或 &quot;throughput&quot;，而不是“%1”</translation>
    </message>
    <message>
        <source>must be &quot;none&quot;, &quot;lz4&quot;, &quot;zstd&quot;, &quot;snappy&quot; or &quot;gzip&quot;, not &quot;%1&quot;</source>
        <translation>必须是 &quot;none&quot;、&quot;lz4&quot;、&quot;zstd&quot;、&quot;snappy&quot; 或 &quot;gzip&quot;，而不是“%1”</translation>
    </message>
    <message>
        <source>must be %1</source>
        <translation>必须是 %1</translation>
    </message>
    <message>
        <source>must be %1, not %2</source>
        <translation>必须是 %1，而不是 %2</translation>
    </message>
    <message>
        <source>must be 1 to 64 letters, digits, _ and -; what people read is the title</source>
        <translation>必须是 1 到 64 个字母、数字、_ 和 -；给人看的是标题</translation>
    </message>
    <message>
        <source>must be a list of groups</source>
        <translation>必须是分组的列表</translation>
    </message>
    <message>
        <source>must be a list of node ids</source>
        <translation>必须是节点 ID 的列表</translation>
    </message>
    <message>
        <source>must be a list of nodes</source>
        <translation>必须是节点的列表</translation>
    </message>
    <message>
        <source>must be a list of notes</source>
        <translation>必须是便签的列表</translation>
    </message>
    <message>
        <source>must be a list of objects</source>
        <translation>必须是对象的列表</translation>
    </message>
    <message>
        <source>must be a list of texts, like [&quot;a&quot;, &quot;b&quot;]</source>
        <translation>必须是文本的列表，例如 [&quot;a&quot;, &quot;b&quot;]</translation>
    </message>
    <message>
        <source>must be a list of wires, each [&quot;from&quot;, &quot;to&quot;]</source>
        <translation>必须是连线的列表，每条为 [&quot;from&quot;, &quot;to&quot;]</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数字</translation>
    </message>
    <message>
        <source>must be a text in quotes</source>
        <translation>必须是带引号的文本</translation>
    </message>
    <message>
        <source>must be a text in quotes or an object</source>
        <translation>必须是带引号的文本或对象</translation>
    </message>
    <message>
        <source>must be a text, like &quot;100ms&quot; or &quot;16MiB&quot;, or a whole number</source>
        <translation>必须是文本，例如 &quot;100ms&quot; 或 &quot;16MiB&quot;，或整数</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be a whole number from 1</source>
        <translation>必须是从 1 起的整数</translation>
    </message>
    <message>
        <source>must be a whole number from 1 to 1024, or &quot;cores&quot;, not &quot;%1&quot;</source>
        <translation>必须是 1 到 1024 的整数，或 &quot;cores&quot;，而不是“%1”</translation>
    </message>
    <message>
        <source>must be a wire, [&quot;from&quot;, &quot;to&quot;]</source>
        <translation>必须是连线，[&quot;from&quot;, &quot;to&quot;]</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>必须是对象</translation>
    </message>
    <message>
        <source>must be an object of positions, {&quot;node&quot;: [x, y]}</source>
        <translation>必须是位置的对象，{&quot;node&quot;: [x, y]}</translation>
    </message>
    <message>
        <source>must be an object of sub-flows by name</source>
        <translation>必须是按名称列出子流程的对象</translation>
    </message>
    <message>
        <source>must be an object with &quot;nodes&quot; and &quot;edges&quot;</source>
        <translation>必须是带 &quot;nodes&quot; 和 &quot;edges&quot; 的对象</translation>
    </message>
    <message>
        <source>must be an object with &quot;text&quot;, &quot;at&quot; and &quot;size&quot;</source>
        <translation>必须是带 &quot;text&quot;、&quot;at&quot; 和 &quot;size&quot; 的对象</translation>
    </message>
    <message>
        <source>must be an object with &quot;title&quot;, &quot;nodes&quot; and &quot;color&quot;</source>
        <translation>必须是带 &quot;title&quot;、&quot;nodes&quot; 和 &quot;color&quot; 的对象</translation>
    </message>
    <message>
        <source>must be an object, like {&quot;commit_interval&quot;: &quot;100ms&quot;}</source>
        <translation>必须是对象，例如 {&quot;commit_interval&quot;: &quot;100ms&quot;}</translation>
    </message>
    <message>
        <source>must be an object, like {&quot;id&quot;: &quot;big&quot;, &quot;type&quot;: &quot;filter&quot;, &quot;where&quot;: &quot;amount &gt; 100&quot;}</source>
        <translation>必须是对象，例如 {&quot;id&quot;: &quot;big&quot;, &quot;type&quot;: &quot;filter&quot;, &quot;where&quot;: &quot;amount &gt; 100&quot;}</translation>
    </message>
    <message>
        <source>must be from %1 to %2, not %3</source>
        <translation>必须在 %1 到 %2 之间，而不是 %3</translation>
    </message>
    <message>
        <source>must be from 1 to %1, not %2</source>
        <translation>必须在 1 到 %1 之间，而不是 %2</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>必须是 true 或 false</translation>
    </message>
    <message>
        <source>must be two numbers, [x, y], up to 1000000000</source>
        <translation>必须是两个数字 [x, y]，最大 1000000000</translation>
    </message>
    <message>
        <source>names that begin with &quot;__&quot;, like %1, are for internal topics</source>
        <translation>以“__”开头的名称（如 %1）留给内部主题</translation>
    </message>
    <message>
        <source>negative substring length not allowed</source>
        <translation>子串长度不能为负</translation>
    </message>
    <message>
        <source>no job with the application id &quot;%1&quot; runs here</source>
        <translation>这里没有应用 ID 为“%1”的作业在运行</translation>
    </message>
    <message>
        <source>nobody writes the repartition topic %1</source>
        <translation>没有人写重分区主题 %1</translation>
    </message>
    <message>
        <source>node %1 is no source</source>
        <translation>节点 %1 不是来源</translation>
    </message>
    <message>
        <source>non-greedy quantifiers</source>
        <translation>非贪婪量词</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>not valid JSON at %1: %2</source>
        <translation>%1 处不是有效的 JSON：%2</translation>
    </message>
    <message>
        <source>nothing here makes several rows of one: use unnest(…) or jsonb_array_elements(…), or a map node</source>
        <translation>这里没有什么把一行变成多行：请用 unnest(…) 或 jsonb_array_elements(…)，或用 map 节点</translation>
    </message>
    <message>
        <source>nothing is connected to its input</source>
        <translation>它的输入没有接上任何连线</translation>
    </message>
    <message>
        <source>nothing is connected to its input &quot;%1&quot;</source>
        <translation>它的输入“%1”没有接上任何连线</translation>
    </message>
    <message>
        <source>null character not permitted</source>
        <translation>不允许空字符</translation>
    </message>
    <message>
        <source>null values cannot be formatted as an SQL identifier</source>
        <translation>空值不能写成 SQL 标识符</translation>
    </message>
    <message>
        <source>numeric field overflow: a field of type numeric(%1,%2) holds absolute values below 10^%3</source>
        <translation>numeric 字段溢出：numeric(%1,%2) 类型的绝对值小于 10^%3</translation>
    </message>
    <message>
        <source>numeric is out of range for type double precision</source>
        <translation>numeric 超出 double precision 的范围</translation>
    </message>
    <message>
        <source>only a join of two streams has late records; remove this wire</source>
        <translation>只有两个流的连接才有迟到记录；请去掉这条连线</translation>
    </message>
    <message>
        <source>only a stream joins a global table, and a table ends on the left: read the topic as a table here, or put a to-stream on the left</source>
        <translation>只有流能与全局表连接，而左侧来的是表：请在这里把主题读作表，或在左侧放 to-stream</translation>
    </message>
    <message>
        <source>operand, lower bound, and upper bound cannot be NaN</source>
        <translation>操作数和上下界不能是 NaN</translation>
    </message>
    <message>
        <source>origin out of range</source>
        <translation>起点超出范围</translation>
    </message>
    <message>
        <source>parentheses () not balanced</source>
        <translation>圆括号 () 不配对</translation>
    </message>
    <message>
        <source>path element at position %1 is not an integer: &quot;%2&quot;</source>
        <translation>位置 %1 的路径元素不是整数：“%2”</translation>
    </message>
    <message>
        <source>path element at position %1 is null</source>
        <translation>位置 %1 的路径元素为空</translation>
    </message>
    <message>
        <source>quantifier operand invalid</source>
        <translation>量词的操作数无效</translation>
    </message>
    <message>
        <source>regular expression is too complex</source>
        <translation>正则表达式太复杂</translation>
    </message>
    <message>
        <source>regular expressions have no %1 here: they run on RE2, in linear time</source>
        <translation>这里的正则表达式没有 %1：它们用 RE2 在线性时间内运行</translation>
    </message>
    <message>
        <source>regular expressions have no basic or extended syntax here</source>
        <translation>这里的正则表达式没有 basic 或 extended 语法</translation>
    </message>
    <message>
        <source>regular expressions have no collating elements here</source>
        <translation>这里的正则表达式没有排序元素</translation>
    </message>
    <message>
        <source>requested character too large or not valid in UTF-8</source>
        <translation>所求的字符太大或不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>rows must be kept for at least %1</source>
        <translation>行至少要保留 %1</translation>
    </message>
    <message>
        <source>rows must be kept for at least %1 + grace, %2</source>
        <translation>行至少要保留 %1 + 宽限，即 %2</translation>
    </message>
    <message>
        <source>session-windowed %1</source>
        <translation>会话窗口的%1</translation>
    </message>
    <message>
        <source>smallint out of range</source>
        <translation>smallint 超出范围</translation>
    </message>
    <message>
        <source>stands at the top of the file: &quot;%1&quot;, beside &quot;settings&quot;</source>
        <translation>在文件的顶层：“%1”，与 &quot;settings&quot; 并列</translation>
    </message>
    <message>
        <source>store %1 can&apos;t be shown as a table</source>
        <translation>存储 %1 不能显示为表格</translation>
    </message>
    <message>
        <source>stride must be greater than zero</source>
        <translation>步长必须大于零</translation>
    </message>
    <message>
        <source>tables join on equal keys; group one of them by the other&apos;s key, or say foreign_key</source>
        <translation>表按相等的键连接；请把其中一个按另一个的键分组，或写 foreign_key</translation>
    </message>
    <message>
        <source>the advance is at least 1ms and at most the size</source>
        <translation>步进至少 1ms，且最多等于大小</translation>
    </message>
    <message>
        <source>the batch at byte %1 is damaged; a good one follows at byte %2</source>
        <translation>字节 %1 处的批次已损坏；字节 %2 处是完好的一个</translation>
    </message>
    <message>
        <source>the bytes don&apos;t fit the format %1</source>
        <translation>字节与格式 %1 不符</translation>
    </message>
    <message>
        <source>the changelog %1 ends at offset %2, the last commit says %3</source>
        <translation>更新日志 %1 止于位移 %2，而最后一次提交说 %3</translation>
    </message>
    <message>
        <source>the columns of %1 are not those of %2: a merged stream has one set of columns; bring them together with map-values</source>
        <translation>%1 的列与 %2 的列不同：合并的流只有一组列；请用 map-values 使它们一致</translation>
    </message>
    <message>
        <source>the commit journal is damaged at byte %1: %2; nothing was changed: restore the file from a backup</source>
        <translation>提交日志在字节 %1 处损坏：%2；没有改动任何东西：请从备份恢复这个文件</translation>
    </message>
    <message>
        <source>the description of topic %1 has an unknown or bad field &quot;%2&quot;</source>
        <translation>主题 %1 的描述中有未知或错误的字段“%2”</translation>
    </message>
    <message>
        <source>the description of topic %1 is not a JSON object</source>
        <translation>主题 %1 的描述不是 JSON 对象</translation>
    </message>
    <message>
        <source>the description of topic %1 lacks &quot;version&quot; or &quot;partitions&quot;</source>
        <translation>主题 %1 的描述缺少 &quot;version&quot; 或 &quot;partitions&quot;</translation>
    </message>
    <message>
        <source>the expression needs more memory than one record may take</source>
        <translation>表达式需要的内存超过一条记录可用的</translation>
    </message>
    <message>
        <source>the file ends at byte %1, but had %2 when it was complete</source>
        <translation>文件止于字节 %1，而完整时有 %2</translation>
    </message>
    <message>
        <source>the file ends at offset %1, but the next one starts at %2</source>
        <translation>文件止于位移 %1，而下一个从 %2 开始</translation>
    </message>
    <message>
        <source>the file ends too early</source>
        <translation>文件结束得太早</translation>
    </message>
    <message>
        <source>the file is of version %1, made by a newer Weir; this one reads up to version %2: install a newer Weir</source>
        <translation>文件的版本是 %1，由更新的 Weir 写成；这个程序最高读到版本 %2：请安装更新的 Weir</translation>
    </message>
    <message>
        <source>the index names another batch</source>
        <translation>索引指的是另一个批次</translation>
    </message>
    <message>
        <source>the input has no key: say group_by</source>
        <translation>输入没有键：请写 group_by</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; stands here twice; remove one</source>
        <translation>键“%1”在这里出现两次；请去掉一个</translation>
    </message>
    <message>
        <source>the key can&apos;t be written as %1</source>
        <translation>键不能写成 %1</translation>
    </message>
    <message>
        <source>the key has %1 bytes; %2 has %3</source>
        <translation>键有 %1 字节；%2 为 %3</translation>
    </message>
    <message>
        <source>the key has a window already; say group_by (&quot;_key&quot; is the key within its window)</source>
        <translation>键已带窗口；请写 group_by（“_key”是窗口内的键）</translation>
    </message>
    <message>
        <source>the key is NaN, which can&apos;t be a key</source>
        <translation>键是 NaN，不能作键</translation>
    </message>
    <message>
        <source>the key is no double</source>
        <translation>键不是 double</translation>
    </message>
    <message>
        <source>the key is not UTF-8 text</source>
        <translation>键不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the key is not valid JSON</source>
        <translation>键不是有效的 JSON</translation>
    </message>
    <message>
        <source>the key of %1 is %2, that of %3 is %4: bring them together with select-key</source>
        <translation>%1 的键是 %2，%3 的键是 %4：请用 select-key 使它们一致</translation>
    </message>
    <message>
        <source>the keys are strings, such as cpu/cpu0</source>
        <translation>键是字符串，例如 cpu/cpu0</translation>
    </message>
    <message>
        <source>the last commit stands at offset %1, but the partition ends at %2: its topic was made anew; reset the application&apos;s offsets</source>
        <translation>最后一次提交在位移 %1，而分区止于 %2：它的主题重建过；请重置应用的位移</translation>
    </message>
    <message>
        <source>the left key is %1, the right key is %2: %3</source>
        <translation>左键是 %1，右键是 %2：%3</translation>
    </message>
    <message>
        <source>the log has the offsets from %1 to %2</source>
        <translation>日志中的位移从 %1 到 %2</translation>
    </message>
    <message>
        <source>the log is damaged at byte %1: %2; nothing was changed: restore the file from a backup or remove the topic</source>
        <translation>日志在字节 %1 处损坏：%2；没有改动任何东西：请从备份恢复这个文件，或删除主题</translation>
    </message>
    <message>
        <source>the log is damaged at byte %1: %2; restore the file from a backup or remove the topic</source>
        <translation>日志在字节 %1 处损坏：%2；请从备份恢复这个文件，或删除主题</translation>
    </message>
    <message>
        <source>the log was trimmed meanwhile</source>
        <translation>其间日志被裁短</translation>
    </message>
    <message>
        <source>the number is too large: whole numbers go up to 9223372036854775807</source>
        <translation>数字太大：整数最大为 9223372036854775807</translation>
    </message>
    <message>
        <source>the operator is missing</source>
        <translation>缺少运算符</translation>
    </message>
    <message>
        <source>the path is relative: which file it means depends on the folder that Weir was started in</source>
        <translation>路径是相对的：指哪个文件取决于 Weir 在哪个文件夹启动</translation>
    </message>
    <message>
        <source>the quote and the delimiter must differ</source>
        <translation>引号和分隔符必须不同</translation>
    </message>
    <message>
        <source>the quotes don&apos;t match</source>
        <translation>引号不配对</translation>
    </message>
    <message>
        <source>the record batch at byte %1 is damaged; restore the file from a backup or remove the topic</source>
        <translation>字节 %1 处的记录批次已损坏；请从备份恢复这个文件，或删除主题</translation>
    </message>
    <message>
        <source>the record&apos;s headers can&apos;t be read</source>
        <translation>记录的头读不出来</translation>
    </message>
    <message>
        <source>the records of a stream are never taken back: leave remove out, or fold a table</source>
        <translation>流的记录从不撤回：请去掉 remove，或对表做 fold</translation>
    </message>
    <message>
        <source>the schema &quot;records&quot; needs at least one record</source>
        <translation>列定义“records”至少需要一条记录</translation>
    </message>
    <message>
        <source>the store &quot;%1&quot; belongs to %2 already; choose another name</source>
        <translation>存储“%1”已属于 %2；请另选名称</translation>
    </message>
    <message>
        <source>the stream has no key: say on, an expression over its columns</source>
        <translation>流没有键：请写 on，即关于它的列的表达式</translation>
    </message>
    <message>
        <source>the table has no windows that could close: say {&quot;time_limit&quot;: &quot;30s&quot;}, or give the aggregate a window</source>
        <translation>表没有会关闭的窗口：请写 {&quot;time_limit&quot;: &quot;30s&quot;}，或给聚合一个窗口</translation>
    </message>
    <message>
        <source>the text at %1 is %2 bytes long; at most %3 are allowed</source>
        <translation>%1 处的文本有 %2 字节；最多允许 %3</translation>
    </message>
    <message>
        <source>the text contains the character U+0000; remove it</source>
        <translation>文本含有字符 U+0000；请去掉</translation>
    </message>
    <message>
        <source>the timestamp %1 is more than max_future ahead of the clock</source>
        <translation>时间戳 %1 比时钟超前，超过了 max_future</translation>
    </message>
    <message>
        <source>the timestamp %1 is negative</source>
        <translation>时间戳 %1 是负的</translation>
    </message>
    <message>
        <source>the timestamp expression is NULL</source>
        <translation>时间戳表达式为 NULL</translation>
    </message>
    <message>
        <source>the top</source>
        <translation>顶层</translation>
    </message>
    <message>
        <source>the topic name %1 begins with &quot;__&quot;, which is kept for internal topics; choose another</source>
        <translation>主题名 %1 以“__”开头，那是留给内部主题的；请另选</translation>
    </message>
    <message>
        <source>the topology has no store &quot;%1&quot;</source>
        <translation>拓扑没有存储“%1”</translation>
    </message>
    <message>
        <source>the two sides&apos; keys have different windows, so no two of them are equal: join inputs with the same windows</source>
        <translation>两侧键的窗口不同，没有两个会相等：请连接窗口相同的输入</translation>
    </message>
    <message>
        <source>the value at byte %1 is broken or nested deeper than %2</source>
        <translation>字节 %1 处的值已损坏，或嵌套超过 %2 层</translation>
    </message>
    <message>
        <source>the value can&apos;t be written as %1</source>
        <translation>值不能写成 %1</translation>
    </message>
    <message>
        <source>the value has %1 bytes; %2 has %3</source>
        <translation>值有 %1 字节；%2 为 %3</translation>
    </message>
    <message>
        <source>the value is not UTF-8 text</source>
        <translation>值不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the values are json</source>
        <translation>值是 json</translation>
    </message>
    <message>
        <source>the window closes</source>
        <translation>窗口关闭</translation>
    </message>
    <message>
        <source>the wire begins at &quot;%1&quot;, which is no node; remove it or add the node</source>
        <translation>连线从“%1”开始，而它不是节点；请删除连线或加上节点</translation>
    </message>
    <message>
        <source>the wire ends at &quot;%1&quot;, which is no node; remove it or add the node</source>
        <translation>连线到“%1”为止，而它不是节点；请删除连线或加上节点</translation>
    </message>
    <message>
        <source>the wire from %1 stands here twice; remove one</source>
        <translation>来自 %1 的连线在这里出现两次；请去掉一条</translation>
    </message>
    <message>
        <source>the wires go in a circle: %1; remove one of them</source>
        <translation>连线成环：%1；请去掉其中一条</translation>
    </message>
    <message>
        <source>there is no edge %1</source>
        <translation>没有连线 %1</translation>
    </message>
    <message>
        <source>there is no input &quot;%1&quot; for the wire from %2; the inputs are %3</source>
        <translation>来自 %2 的连线要接的输入“%1”不存在；输入有 %3</translation>
    </message>
    <message>
        <source>there is no node type &quot;%1&quot;%2</source>
        <translation>没有节点类型“%1”%2</translation>
    </message>
    <message>
        <source>there is no output &quot;%1&quot; for the wire to %2; the outputs are %3</source>
        <translation>通往 %2 的连线要用的输出“%1”不存在；输出有 %3</translation>
    </message>
    <message>
        <source>there is no room for a batch</source>
        <translation>放不下一个批次</translation>
    </message>
    <message>
        <source>there is no store %1 in %2</source>
        <translation>%2 中没有存储 %1</translation>
    </message>
    <message>
        <source>there is no such setting%1</source>
        <translation>没有这个设置%1</translation>
    </message>
    <message>
        <source>there is no such setting; they are %1</source>
        <translation>没有这个设置；可用的有 %1</translation>
    </message>
    <message>
        <source>there is no topic &quot;%1&quot;</source>
        <translation>没有主题“%1”</translation>
    </message>
    <message>
        <source>there is no topic &quot;%1&quot;; make it with weir topic create</source>
        <translation>没有主题“%1”；请用 weir topic create 建立</translation>
    </message>
    <message>
        <source>there is no topic %1</source>
        <translation>没有主题 %1</translation>
    </message>
    <message>
        <source>this aggregate has no inverse</source>
        <translation>这个聚合没有逆运算</translation>
    </message>
    <message>
        <source>this construct</source>
        <translation>这种写法</translation>
    </message>
    <message>
        <source>this is %1, the right side&apos;s key is %2: cast it</source>
        <translation>这个是 %1，右侧的键是 %2：请转换类型</translation>
    </message>
    <message>
        <source>this machine, every %1</source>
        <translation>这台机器，每 %1</translation>
    </message>
    <message>
        <source>this side has no key, and a join meets by key: put a select-key before</source>
        <translation>这一侧没有键，而连接按键相遇：请在前面放 select-key</translation>
    </message>
    <message>
        <source>this table has no key to look up</source>
        <translation>这个表没有可供查找的键</translation>
    </message>
    <message>
        <source>time zone %1 not recognized</source>
        <translation>不认识时区 %1</translation>
    </message>
    <message>
        <source>time zone displacement out of range: %1</source>
        <translation>时区偏移超出范围：%1</translation>
    </message>
    <message>
        <source>timestamp cannot be NaN</source>
        <translation>时间戳不能是 NaN</translation>
    </message>
    <message>
        <source>timestamp out of range</source>
        <translation>时间戳超出范围</translation>
    </message>
    <message>
        <source>timestamp out of range: &quot;%1&quot;</source>
        <translation>时间戳超出范围：“%1”</translation>
    </message>
    <message>
        <source>timestamp out of range: %1 ms</source>
        <translation>时间戳超出范围：%1 ms</translation>
    </message>
    <message>
        <source>timestamps cannot be binned into intervals containing months or years</source>
        <translation>时间戳不能按含有月或年的间隔分段</translation>
    </message>
    <message>
        <source>too few arguments for format()</source>
        <translation>format() 的参数太少</translation>
    </message>
    <message>
        <source>topic %1 exists already</source>
        <translation>主题 %1 已存在</translation>
    </message>
    <message>
        <source>topic %1 exists already; %2 differs from it only in &apos;.&apos; and &apos;_&apos;</source>
        <translation>主题 %1 已存在；%2 与它只差“.”和“_”</translation>
    </message>
    <message>
        <source>topic %1 has %2 partition%3 and topic %4 has %5, but both sides of a join must have equally many: give them one number, or put a repartition before this input</source>
        <translation>主题 %1 有 %2 个分区，%3主题 %4 有 %5 个，而连接的两侧必须一样多：请给它们相同的个数，或在这个输入之前放一个重分区</translation>
    </message>
    <message>
        <source>topic %1 must have 1 to %2 partitions, not %3</source>
        <translation>主题 %1 必须有 1 到 %2 个分区，而不是 %3</translation>
    </message>
    <message>
        <source>topic %1 needs a positive segment size</source>
        <translation>主题 %1 需要大于零的段大小</translation>
    </message>
    <message>
        <source>topic %1, %2</source>
        <translation>主题 %1，%2</translation>
    </message>
    <message>
        <source>two branches are called &quot;%1&quot;</source>
        <translation>两个分支都叫“%1”</translation>
    </message>
    <message>
        <source>two nodes have this id; rename one</source>
        <translation>两个节点用了这个 ID；请给一个改名</translation>
    </message>
    <message>
        <source>two streams join only near in time: say within, how far apart two records may be (&quot;10m&quot;, or {&quot;before&quot;, &quot;after&quot;})</source>
        <translation>两个流只在时间相近时连接：请写 within，即两条记录最多相距多远（&quot;10m&quot;，或 {&quot;before&quot;, &quot;after&quot;}）</translation>
    </message>
    <message>
        <source>two wires end here, from %1 and from %2; put a merge before it</source>
        <translation>这里接了两条连线，来自 %1 和 %2；请在前面放一个合并节点</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot; at byte %2</source>
        <translation>字节 %2 处出现意外的“%1”</translation>
    </message>
    <message>
        <source>unexpected &quot;=&quot; while decoding base64 sequence</source>
        <translation>解码 base64 时出现意外的“=”</translation>
    </message>
    <message>
        <source>unit %1 not recognized for type %2</source>
        <translation>类型 %2 不认识单位 %1</translation>
    </message>
    <message>
        <source>unit %1 not supported for type %2</source>
        <translation>类型 %2 不支持单位 %1</translation>
    </message>
    <message>
        <source>unknown key &quot;%1&quot;%2</source>
        <translation>未知的键“%1”%2</translation>
    </message>
    <message>
        <source>unknown key %1 in %2</source>
        <translation>%2 中有未知的键 %1</translation>
    </message>
    <message>
        <source>unrecognized encoding: %1</source>
        <translation>不认识的编码：%1</translation>
    </message>
    <message>
        <source>unrecognized format() type specifier &quot;%1&quot;</source>
        <translation>不认识的 format() 类型“%1”</translation>
    </message>
    <message>
        <source>unsupported Unicode escape sequence: \u0000 cannot be converted to text</source>
        <translation>不支持的 Unicode 转义：\u0000 不能转换为文本</translation>
    </message>
    <message>
        <source>unterminated format() type specifier</source>
        <translation>format() 的类型没有结束</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>直到%1</translation>
    </message>
    <message>
        <source>updates as records</source>
        <translation>更新作为记录</translation>
    </message>
    <message>
        <source>value %1 is out of range for type %2</source>
        <translation>值 %1 超出类型 %2 的范围</translation>
    </message>
    <message>
        <source>value out of range: overflow</source>
        <translation>值超出范围：上溢</translation>
    </message>
    <message>
        <source>value out of range: underflow</source>
        <translation>值超出范围：下溢</translation>
    </message>
    <message>
        <source>value overflows numeric format</source>
        <translation>值使 numeric 溢出</translation>
    </message>
    <message>
        <source>value too long for type character varying(%1)</source>
        <translation>值对类型 character varying(%1) 来说太长</translation>
    </message>
    <message>
        <source>when a stream joins a global table: it looks a row up, now</source>
        <translation>流与全局表连接时：它在当下查一行</translation>
    </message>
    <message>
        <source>when a stream joins a table: they meet by key, now</source>
        <translation>流与表连接时：它们按键在当下相遇</translation>
    </message>
    <message>
        <source>when two streams join: they meet by key, near in time</source>
        <translation>两个流连接时：它们按键在相近的时间相遇</translation>
    </message>
    <message>
        <source>when two tables join: they meet by key, whatever the time</source>
        <translation>两个表连接时：它们按键相遇，与时间无关</translation>
    </message>
    <message>
        <source>width argument position must be ended by &quot;$&quot;</source>
        <translation>宽度参数的位置必须以“$”结束</translation>
    </message>
    <message>
        <source>windows group a stream by time; a table has no such thing: put a to-stream before, or leave the window out</source>
        <translation>窗口按时间给流分组；表没有这回事：请在前面放 to-stream，或去掉窗口</translation>
    </message>
    <message>
        <source>without a grace it is 24 hours: a record without a partner comes out that much later; say how late records may be</source>
        <translation>不写宽限就是 24 小时：没有配对的记录会晚这么久才出来；请写出记录最晚可以迟到多久</translation>
    </message>
    <message>
        <source>without a window the rows are kept for ever: leave the retention out, or say a window</source>
        <translation>没有窗口时行永远保留：请去掉保留期，或指定窗口</translation>
    </message>
    <message>
        <source>without init the first row is the accumulator, but the input has no columns: give it some (map-values, or value.schema at the source), or say init</source>
        <translation>没有 init 时第一行就是累加器，但输入没有列：请给它列（map-values，或来源的 value.schema），或写出 init</translation>
    </message>
    <message>
        <source>word boundaries</source>
        <translation>词边界</translation>
    </message>
    <message>
        <source>writes the topic that %1 reads: what it writes comes in again</source>
        <translation>写的是 %1 读的主题：它写的会再进来</translation>
    </message>
    <message>
        <source>zero raised to a negative power is undefined</source>
        <translation>零的负数次幂没有定义</translation>
    </message>
    <message>
        <source>cannot calculate day of year without year information</source>
        <translation>没有年份就算不出一年中的第几天</translation>
    </message>
    <message>
        <source>conflicting values for %1 field in formatting string</source>
        <translation>格式中字段 %1 的值互相矛盾</translation>
    </message>
    <message>
        <source>formatting field %1 can&apos;t be read; use TZH and TZM</source>
        <translation>格式字段 %1 不能读取；请用 TZH 和 TZM</translation>
    </message>
    <message>
        <source>hour &quot;%1&quot; is invalid for the 12-hour clock; use HH24, or an hour between 1 and 12</source>
        <translation>12 小时制没有“%1”点；请用 HH24，或 1 到 12 之间的小时</translation>
    </message>
    <message>
        <source>invalid combination of date conventions: Gregorian and ISO week fields do not mix</source>
        <translation>日期约定混用：公历字段与 ISO 周字段不能同用</translation>
    </message>
    <message>
        <source>invalid input string for &quot;Y,YYY&quot;</source>
        <translation>“Y,YYY”的输入无效</translation>
    </message>
    <message>
        <source>invalid value %1 for %2</source>
        <translation>%2 的值 %1 无效</translation>
    </message>
    <message>
        <source>invalid value %1 for %2: %3 digits are needed</source>
        <translation>%2 的值 %1 无效：需要 %3 位数字</translation>
    </message>
    <message>
        <source>invalid value %1 for %2: it must be an integer</source>
        <translation>%2 的值 %1 无效：必须是整数</translation>
    </message>
    <message>
        <source>source string too short for %1 formatting field</source>
        <translation>文本太短，不够格式字段 %1</translation>
    </message>
    <message>
        <source>value for &quot;Y,YYY&quot; in source string is out of range</source>
        <translation>文本中“Y,YYY”的值超出范围</translation>
    </message>
    <message>
        <source>value for %1 in source string is out of range</source>
        <translation>文本中 %1 的值超出范围</translation>
    </message>
    <message>
        <source>%1 is a form that PostgreSQL has and that is not supported here</source>
        <translation>%1 是 PostgreSQL 有而这里不支持的写法</translation>
    </message>
    <message>
        <source>Bit strings are not supported; cast one to integer or bigint at once, as in X&apos;1F&apos;::integer</source>
        <translation>不支持位串；请立刻转换为 integer 或 bigint，例如 X&apos;1F&apos;::integer</translation>
    </message>
    <message>
        <source>The arguments of %1 would make an array of arrays; there is no such type</source>
        <translation>%1 的参数会构成数组的数组；没有这种类型</translation>
    </message>
    <message>
        <source>The operator %1 is one that PostgreSQL has and that is not supported here</source>
        <translation>运算符 %1 是 PostgreSQL 有而这里不支持的</translation>
    </message>
    <message>
        <source>The operator %1 would make an array of arrays; there is no such type</source>
        <translation>运算符 %1 会构成数组的数组；没有这种类型</translation>
    </message>
    <message>
        <source>The type of an empty array can&apos;t be told; cast it, as in ARRAY[]::bigint[]</source>
        <translation>看不出空数组的类型；请转换，例如 ARRAY[]::bigint[]</translation>
    </message>
    <message>
        <source>There is no column &quot;%1&quot; here</source>
        <translation>这里没有列“%1”</translation>
    </message>
    <message>
        <source>the value is %1 and can&apos;t be written as %2: make a column of it first (map-values, for example _value::text AS v)</source>
        <translation>值是 %1，不能写成 %2：请先把它变成一列（map-values，例如 _value::text AS v）</translation>
    </message>
    <message>
        <source>thresholds array must not contain NULLs</source>
        <translation>阈值数组不能含有 NULL</translation>
    </message>
    <message>
        <source>unit %1 not recognized for type interval</source>
        <translation>类型 interval 不认识单位 %1</translation>
    </message>
    <message>
        <source>unit %1 not supported for type interval</source>
        <translation>类型 interval 不支持单位 %1</translation>
    </message>
    <message>
        <source>%1 records/s</source>
        <translation>%1 条记录/秒</translation>
    </message>
    <message>
        <source>followed</source>
        <translation>持续跟读</translation>
    </message>
    <message>
        <source>grace %1</source>
        <translation>宽限 %1</translation>
    </message>
    <message>
        <source>nobody reads the topic %1</source>
        <translation>没有人读主题 %1</translation>
    </message>
    <message>
        <source>number is out of range</source>
        <translation>数字超出范围</translation>
    </message>
    <message>
        <source>%1 here; if a text is meant, it stands in single quotes</source>
        <translation>%1：这里没有；若要写文本，请用单引号</translation>
    </message>
    <message>
        <source>Add %1 to the select of %2</source>
        <translation>把 %1 加入 %2 的 select</translation>
    </message>
    <message>
        <source>Change to timestamptz</source>
        <translation>改为 timestamptz</translation>
    </message>
    <message>
        <source>Group by %1</source>
        <translation>按 %1 分组</translation>
    </message>
    <message>
        <source>Group by _key</source>
        <translation>按 _key 分组</translation>
    </message>
    <message>
        <source>Name it %1</source>
        <translation>命名为 %1</translation>
    </message>
    <message>
        <source>Put a %1 between</source>
        <translation>在中间插入 %1</translation>
    </message>
    <message>
        <source>Put a %1 by %2 between</source>
        <translation>在中间插入按 %2 的 %1</translation>
    </message>
    <message>
        <source>Read %1 as a stream</source>
        <translation>把 %1 作为流读取</translation>
    </message>
    <message>
        <source>Read %1 as a table</source>
        <translation>把 %1 作为表读取</translation>
    </message>
    <message>
        <source>Remove the branch %1</source>
        <translation>移除分支 %1</translation>
    </message>
    <message>
        <source>Remove the field %1</source>
        <translation>移除字段 %1</translation>
    </message>
    <message>
        <source>Remove the field retention</source>
        <translation>移除字段 retention</translation>
    </message>
    <message>
        <source>Remove the wire</source>
        <translation>移除连线</translation>
    </message>
    <message>
        <source>Remove the wire from %1 to %2</source>
        <translation>移除从 %1 到 %2 的连线</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>改名为 %1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>将 %1 设为 %2</translation>
    </message>
    <message>
        <source>Set application_id to %1</source>
        <translation>将 application_id 设为 %1</translation>
    </message>
    <message>
        <source>Set dead_letter_topic to dead-letters</source>
        <translation>将 dead_letter_topic 设为 dead-letters</translation>
    </message>
    <message>
        <source>Set emit to updates</source>
        <translation>将 emit 设为 updates</translation>
    </message>
    <message>
        <source>Set partitions of %1 to %2</source>
        <translation>将 %1 的 partitions 设为 %2</translation>
    </message>
    <message>
        <source>Set window.grace of %1 to 1m</source>
        <translation>将 %1 的 window.grace 设为 1m</translation>
    </message>
    <message>
        <source>Set window.grace to 1m</source>
        <translation>将 window.grace 设为 1m</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Take %1 out</source>
        <translation>取出 %1</translation>
    </message>
    <message>
        <source>The column %1 is declared twice; remove it here or give it another name</source>
        <translation>列 %1 声明了两次；请在此移除或另取名称</translation>
    </message>
    <message>
        <source>There is no column &quot;%1&quot; here any more: the select of %2 leaves it out</source>
        <translation>这里已没有列“%1”：%2 的 select 没有保留它</translation>
    </message>
    <message>
        <source>There is no operator %1; SQL writes it %2</source>
        <translation>没有运算符 %1；SQL 写作 %2</translation>
    </message>
    <message>
        <source>There is no operator %1; write the number as a text, or cast the text</source>
        <translation>没有运算符 %1；请把数字写成文本，或转换该文本的类型</translation>
    </message>
    <message>
        <source>There is no type %1; did you mean %2?</source>
        <translation>没有类型 %1；是不是 %2？</translation>
    </message>
    <message>
        <source>Wire it to %1</source>
        <translation>连接到 %1</translation>
    </message>
    <message>
        <source>a stream ends here already; to-stream makes one of a table: remove this node, or put a to-table or an aggregate before it</source>
        <translation>这里接入的已经是流；to-stream 把表变成流：请移除此节点，或在它之前放一个 to-table 或 aggregate</translation>
    </message>
    <message>
        <source>a table ends here already; to-table makes one of a stream: remove this node, or put a to-stream before it</source>
        <translation>这里接入的已经是表；to-table 把流变成表：请移除此节点，或在它之前放一个 to-stream</translation>
    </message>
    <message>
        <source>is missing: name the sub-flow that stands here</source>
        <translation>缺失：请写明这里使用的子流程</translation>
    </message>
    <message>
        <source>is missing: the sub-flow has no value of its own for it</source>
        <translation>缺失：子流程没有为它提供默认值</translation>
    </message>
    <message>
        <source>must be an object of parameters</source>
        <translation>必须是参数对象</translation>
    </message>
    <message>
        <source>no record comes here: the branch &quot;%1&quot; before it has the same condition</source>
        <translation>没有记录会到这里：前面的分支“%1”条件相同</translation>
    </message>
    <message>
        <source>no record comes here: the branch &quot;%1&quot; before it takes every record</source>
        <translation>没有记录会到这里：前面的分支“%1”接收所有记录</translation>
    </message>
    <message>
        <source>sub-flows stand in each other more than %1 levels deep; perhaps one uses itself</source>
        <translation>子流程嵌套超过 %1 层；也许有一个使用了自身</translation>
    </message>
    <message>
        <source>the file has no sub-flow &quot;%1&quot;%2</source>
        <translation>文件中没有子流程“%1”%2</translation>
    </message>
    <message>
        <source>the sub-flow &quot;%1&quot; has no parameter &quot;%2&quot;%3</source>
        <translation>子流程“%1”没有参数“%2”%3</translation>
    </message>
    <message>
        <source>the sub-flow has no open %1</source>
        <translation>子流程没有未连接的%1</translation>
    </message>
    <message>
        <source>the sub-flow has no open %1 &quot;%2&quot;; it has %3</source>
        <translation>子流程没有未连接的%1“%2”；它有 %3</translation>
    </message>
    <message>
        <source>the windows of %1 have no grace, so it is 24 hours: each comes out that long after its end; say there how late records may be</source>
        <translation>%1 的窗口没有写 grace，因此为 24 小时：每个窗口在结束后这么久才输出；请在那里写明记录最多可迟到多久</translation>
    </message>
    <message>
        <source>this is never true, so no record comes here</source>
        <translation>此条件永远不为真，因此没有记录会到这里</translation>
    </message>
    <message>
        <source>this is never true, so no record passes</source>
        <translation>此条件永远不为真，因此没有记录通过</translation>
    </message>
    <message>
        <source>unknown key &quot;%1&quot; in a subflow; it has use and with</source>
        <translation>子流程中有未知键“%1”；可用的是 use 和 with</translation>
    </message>
    <message>
        <source>with its sub-flows the topology has more than %1 nodes</source>
        <translation>连同子流程，拓扑超过 %1 个节点</translation>
    </message>
    <message>
        <source>without a grace it is 24 hours: each window comes out that long after its end; say how late records may be</source>
        <translation>没有写 grace 时为 24 小时：每个窗口在结束后这么久才输出；请写明记录最多可迟到多久</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a replay itself</source>
        <translation>“%1”本身就是一个回溯</translation>
    </message>
    <message>
        <source>%1 committed offset %2 where offset %3 was agreed; nothing was switched</source>
        <translation>%1 提交了位移 %2，而约定的是位移 %3；没有进行任何切换</translation>
    </message>
    <message>
        <source>%1 is being replaced by another process</source>
        <translation>%1 正在被另一个进程替换</translation>
    </message>
    <message>
        <source>%1 lacks a member or has one of the wrong type: %2</source>
        <translation>%1 缺少成员，或成员的类型不对：%2</translation>
    </message>
    <message>
        <source>--from names offset %1, but the partition ends at %2</source>
        <translation>--from 指定了位移 %1，但分区止于 %2</translation>
    </message>
    <message>
        <source>Another process has taken this data folder over (--steal): this one stops, and what it had not committed is done there</source>
        <translation>另一个进程已接管此数据文件夹（--steal）：本进程停止，它尚未提交的工作由那边完成</translation>
    </message>
    <message>
        <source>The data folder is owned by another process, which does not answer: end that process, name another folder with --data-dir, or take the folder from it with --steal</source>
        <translation>数据文件夹属于另一个没有响应的进程：请结束该进程，用 --data-dir 指定其他文件夹，或用 --steal 从它那里接管</translation>
    </message>
    <message>
        <source>WEIR_KILLPOINT=%1 names no kill point and pass, as commit.journaled:3 does</source>
        <translation>WEIR_KILLPOINT=%1 没有写出终止点和次数，应像 commit.journaled:3 这样</translation>
    </message>
    <message>
        <source>WEIR_KILLPOINT_LOG=%1 can&apos;t be written</source>
        <translation>不能写入 WEIR_KILLPOINT_LOG=%1</translation>
    </message>
    <message>
        <source>a batch has other records than it counts</source>
        <translation>批次中的记录与其计数不符</translation>
    </message>
    <message>
        <source>a batch has other records than it counts; restore the file from a backup or remove the topic</source>
        <translation>批次中的记录与其计数不符；请从备份恢复该文件，或删除该主题</translation>
    </message>
    <message>
        <source>a batch was sent outside its producer&apos;s transaction</source>
        <translation>有一个批次在其生产者的事务之外发送</translation>
    </message>
    <message>
        <source>a compacted segment is damaged; nothing was changed: restore the file from a backup or remove the topic</source>
        <translation>压缩后的段已损坏；未做任何更改：请从备份恢复该文件，或删除该主题</translation>
    </message>
    <message>
        <source>a control batch to append must be a transaction&apos;s marker</source>
        <translation>要追加的控制批次必须是事务的标记</translation>
    </message>
    <message>
        <source>application ids that end in &quot;.replay-&quot; and a number are replays&apos;; give this one another id</source>
        <translation>以“.replay-”加数字结尾的应用程序 id 属于回溯；请换一个 id</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>正在追赶</translation>
    </message>
    <message>
        <source>no producer ids are left; start the engine again</source>
        <translation>生产者 id 已用完；请重新启动引擎</translation>
    </message>
    <message>
        <source>no such word: %1</source>
        <translation>没有这个词：%1</translation>
    </message>
    <message>
        <source>stopped while it restored</source>
        <translation>在恢复过程中停止</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; has committed nothing in this data folder; name its topology file to set where it begins</source>
        <translation>应用程序“%1”在此数据文件夹中没有提交过任何内容；请给出它的拓扑文件以设定起点</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; has committed nothing that a replay could take over from</source>
        <translation>应用程序“%1”没有提交过任何可供回溯接管的内容</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; is just being started or changed</source>
        <translation>应用程序“%1”正在启动或更改中</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; reads no topic or partition %2</source>
        <translation>应用程序“%1”不读取主题或分区 %2</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; runs: its offsets can be changed when it is stopped (weir stop %2)</source>
        <translation>应用程序“%1”正在运行：停止后才能更改其位移（weir stop %2）</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; was stopped with work left in its repartition topics; start it, and switch while it runs</source>
        <translation>应用程序“%1”停止时其重分区主题中还有未完成的工作；请启动它，在运行时切换</translation>
    </message>
    <message>
        <source>the application is stopped behind the place that its replay has reached; start it, and switch when it has caught up</source>
        <translation>应用程序停在其回溯已到达的位置之前；请启动它，等它追上后再切换</translation>
    </message>
    <message>
        <source>the file ends at offset %1, not at %2</source>
        <translation>文件止于位移 %1，而不是 %2</translation>
    </message>
    <message>
        <source>the file fails the checksum of its seal</source>
        <translation>文件与其封印的校验和不符</translation>
    </message>
    <message>
        <source>the id of the replay, %1, has more than %2 characters</source>
        <translation>回溯的 id %1 超过 %2 个字符</translation>
    </message>
    <message>
        <source>the job %1 is %2: it must run</source>
        <translation>作业 %1 的状态是 %2：它必须在运行</translation>
    </message>
    <message>
        <source>the journal&apos;s note on the replay of %1 can&apos;t be read</source>
        <translation>日志中关于 %1 的回溯的记载无法读取</translation>
    </message>
    <message>
        <source>the journal&apos;s note on what is left of %1 can&apos;t be read</source>
        <translation>日志中关于 %1 遗留内容的记载无法读取</translation>
    </message>
    <message>
        <source>the record batch at byte %1 is damaged: %2</source>
        <translation>位于字节 %1 的记录批次已损坏：%2</translation>
    </message>
    <message>
        <source>the replay %1 failed; begin it again (weir replay FILE)</source>
        <translation>回溯 %1 失败；请重新开始（weir replay FILE）</translation>
    </message>
    <message>
        <source>the replay is just taking over</source>
        <translation>回溯正在接管</translation>
    </message>
    <message>
        <source>the replay of %1 does not run in this process: begin it again</source>
        <translation>%1 的回溯不在本进程中运行：请重新开始</translation>
    </message>
    <message>
        <source>the replay of %1 does not run: begin it again (weir replay FILE), then switch</source>
        <translation>%1 的回溯没有运行：请重新开始（weir replay FILE），然后切换</translation>
    </message>
    <message>
        <source>the replay of %1 is at record %2 of %3: it can be compared when it has caught up</source>
        <translation>%1 的回溯位于第 %2 条记录，共 %3 条：追上之后才能比较</translation>
    </message>
    <message>
        <source>the replay of %1 is taking over already</source>
        <translation>%1 的回溯已在接管</translation>
    </message>
    <message>
        <source>the replay of %1 was not begun in this process</source>
        <translation>%1 的回溯不是在本进程中开始的</translation>
    </message>
    <message>
        <source>the replay was stopped</source>
        <translation>回溯已停止</translation>
    </message>
    <message>
        <source>the switch was cancelled</source>
        <translation>切换已取消</translation>
    </message>
    <message>
        <source>the topic was removed</source>
        <translation>该主题已被删除</translation>
    </message>
    <message>
        <source>the topology reads the topic %1, which it writes too: such an application can&apos;t be replayed</source>
        <translation>拓扑读取主题 %1，同时又写入它：这样的应用程序无法回溯</translation>
    </message>
    <message>
        <source>the two jobs did not come to one place of their input in time, or it was cancelled</source>
        <translation>两个作业没有及时到达输入的同一位置，或操作已取消</translation>
    </message>
    <message>
        <source>there is a replay of %1 already, of another topology: switch to it or drop it first (weir replay drop %2)</source>
        <translation>%1 已有一个回溯，来自另一个拓扑：请先切换到它，或将其丢弃（weir replay drop %2）</translation>
    </message>
    <message>
        <source>there is no replay of the application &quot;%1&quot;</source>
        <translation>应用程序“%1”没有回溯</translation>
    </message>
    <message>
        <source>this is no JSON object of %1</source>
        <translation>这不是 %1 的 JSON 对象</translation>
    </message>
    <message>
        <source>topic %1 has %2 partitions, and that can&apos;t be changed: which partition a key is in hangs on their number; make another topic and copy the records</source>
        <translation>主题 %1 有 %2 个分区，不能更改：键所在的分区取决于分区数；请新建主题并复制记录</translation>
    </message>
    <message>
        <source>topic %1 keeps every record of a key (its cleanup is &quot;delete&quot;); weir topic alter %2 --cleanup compact changes that</source>
        <translation>主题 %1 保留每个键的所有记录（清理方式为“delete”）；可用 weir topic alter %2 --cleanup compact 更改</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no application id</source>
        <translation>“%1”不是应用 ID</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a checkpoint: take 1 to %2 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, not &apos;.&apos; or &quot;tmp-&quot; at its beginning</source>
        <translation>“%1”不能作检查点名：请用 1 到 %2 个字母、数字、“.”、“_”和“-”，不以“.”或“tmp-”开头</translation>
    </message>
    <message>
        <source>%1 has a checkpoint %2 already: take another name, or delete it (weir checkpoint delete %3 %4)</source>
        <translation>%1 已有检查点 %2：请换名或删除它（weir checkpoint delete %3 %4）</translation>
    </message>
    <message>
        <source>%1 has no checkpoint %2: `weir checkpoint list %3` shows those there are</source>
        <translation>%1 没有检查点 %2：用 `weir checkpoint list %3` 查看现有的</translation>
    </message>
    <message>
        <source>; the partition can be read, but takes no records until Weir is started again: look at the disk&apos;s health and free space first</source>
        <translation>；该分区可读，但在 Weir 重新启动前不接受记录：请先检查磁盘状况和可用空间</translation>
    </message>
    <message>
        <source>a run begins at a checkpoint or at a place of its input, not at both</source>
        <translation>运行从检查点或输入的某处开始，不能两者都用</translation>
    </message>
    <message>
        <source>a transaction is not ended yet (is the disk full?): make the checkpoint again when it is</source>
        <translation>有事务尚未结束（磁盘满了？）：结束后请重新创建检查点</translation>
    </message>
    <message>
        <source>application ids that end in &quot;.from-&quot; and a number name state that began at a checkpoint; give this one another id</source>
        <translation>以“.from-”加数字结尾的应用 ID 表示从检查点开始的状态；请换一个 ID</translation>
    </message>
    <message>
        <source>can&apos;t copy the stores in %1 to %2</source>
        <translation>无法将 %1 中的状态存储复制到 %2</translation>
    </message>
    <message>
        <source>can&apos;t sync the stores in %1</source>
        <translation>无法将 %1 中的状态存储同步到磁盘</translation>
    </message>
    <message>
        <source>compaction has removed changes of store %1 that later ones replace, and no checkpoint stands near enough before offset %2: what the store held then can&apos;t be said any more; it can from offset %3 on</source>
        <translation>压缩已删除存储 %1 中被后来替换的变更，偏移 %2 前没有足够近的检查点：当时的内容已无法得知；从偏移 %3 起可以</translation>
    </message>
    <message>
        <source>it has no store %1</source>
        <translation>没有存储 %1</translation>
    </message>
    <message>
        <source>its first entry is missing</source>
        <translation>缺少第一个条目</translation>
    </message>
    <message>
        <source>its store %1 holds rows of another shape</source>
        <translation>存储 %1 的行结构不同</translation>
    </message>
    <message>
        <source>its store %1 is new</source>
        <translation>存储 %1 是新的</translation>
    </message>
    <message>
        <source>its store %1 keeps rows for another time</source>
        <translation>存储 %1 的行保留时间不同</translation>
    </message>
    <message>
        <source>its stores stand in other sub-topologies</source>
        <translation>存储位于其他子拓扑</translation>
    </message>
    <message>
        <source>its sub-topology %1 has %2 partitions and not %3</source>
        <translation>子拓扑 %1 有 %2 个分区而不是 %3</translation>
    </message>
    <message>
        <source>its sub-topology %1 reads %2 and not %3</source>
        <translation>子拓扑 %1 读取 %2 而不是 %3</translation>
    </message>
    <message>
        <source>more than %1 MiB of changes lie between the nearest checkpoint and that place: make a checkpoint nearer to it</source>
        <translation>最近的检查点到该处的变更超过 %1 MiB：请在更近处创建检查点</translation>
    </message>
    <message>
        <source>no entry in it is whole</source>
        <translation>其中没有完整的条目</translation>
    </message>
    <message>
        <source>retention has removed the changes of store %1 before offset %2, and no checkpoint stands between there and offset %3: what the store held then can&apos;t be said any more</source>
        <translation>保留策略已删除存储 %1 在偏移 %2 前的变更，到偏移 %3 之间没有检查点：当时的内容已无法得知</translation>
    </message>
    <message>
        <source>store %1 has no changelog, so nothing says what it held</source>
        <translation>存储 %1 没有变更日志，无从得知其内容</translation>
    </message>
    <message>
        <source>store %1 held rows of another shape then than in this topology; name the topology file of that time</source>
        <translation>存储 %1 当时的行结构与此拓扑不同；请指定当时的拓扑文件</translation>
    </message>
    <message>
        <source>store %1 holds rows of another shape in the checkpoint %2 than in this topology; name the topology file it was made with</source>
        <translation>存储 %1 在检查点 %2 中的行结构与此拓扑不同；请指定创建它的拓扑文件</translation>
    </message>
    <message>
        <source>store %1 is a global table: it has no changelog; read its topic (weir topic consume)</source>
        <translation>存储 %1 是全局表，没有变更日志；请读取其主题（weir topic consume）</translation>
    </message>
    <message>
        <source>store %1 of %2 has no changelog: the application has not run</source>
        <translation>%2 的存储 %1 没有变更日志：应用尚未运行过</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; does not run here and has no checkpoint: name its topology file</source>
        <translation>应用“%1”未在此运行且没有检查点：请指定其拓扑文件</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; does not run in this process: name its topology file</source>
        <translation>应用“%1”未在此进程中运行：请指定其拓扑文件</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; has committed nothing in this data folder: there is nothing to keep</source>
        <translation>应用“%1”在此数据文件夹中没有提交：无可保存</translation>
    </message>
    <message>
        <source>the changelog of store %1 is committed up to offset %2: there is no state at offset %3</source>
        <translation>存储 %1 的变更日志提交到偏移 %2：偏移 %3 处没有状态</translation>
    </message>
    <message>
        <source>the checkpoint %1 does not fit this topology: %2; start it with the file it was made with (in its folder as %3), or with another application id</source>
        <translation>检查点 %1 与此拓扑不符：%2；请用创建它的文件（在其文件夹中，名为 %3）启动，或换一个应用 ID</translation>
    </message>
    <message>
        <source>the checkpoint %1 goes on at offset %2 of a partition that is not there any more</source>
        <translation>检查点 %1 从偏移 %2 继续，但该分区已不存在</translation>
    </message>
    <message>
        <source>the checkpoint %1 goes on at offset %2, but the partition begins at offset %3 now: retention has removed what comes next</source>
        <translation>检查点 %1 从偏移 %2 继续，但分区现从偏移 %3 开始：后续记录已被保留策略删除</translation>
    </message>
    <message>
        <source>the checkpoint %1 goes on at offset %2, but the partition ends at offset %3: its topic was made anew</source>
        <translation>检查点 %1 从偏移 %2 继续，但分区在偏移 %3 结束：其主题是重建的</translation>
    </message>
    <message>
        <source>the checkpoint %1 has no store %2</source>
        <translation>检查点 %1 没有存储 %2</translation>
    </message>
    <message>
        <source>the checkpoint %1 of %2 is just being made</source>
        <translation>%2 的检查点 %1 正在创建</translation>
    </message>
    <message>
        <source>the checkpoint %1 of %2 is just being used: delete it afterwards</source>
        <translation>%2 的检查点 %1 正在使用：请稍后删除</translation>
    </message>
    <message>
        <source>the checkpoint has no manifest; delete the checkpoint</source>
        <translation>检查点没有清单；请删除该检查点</translation>
    </message>
    <message>
        <source>the checkpoint is damaged: this file is not as it was written; delete the checkpoint</source>
        <translation>检查点已损坏：此文件与写入时不同；请删除该检查点</translation>
    </message>
    <message>
        <source>the checkpoint was made by a later version of Weir</source>
        <translation>检查点由更新版本的 Weir 创建</translation>
    </message>
    <message>
        <source>the checkpoint&apos;s manifest is damaged; delete the checkpoint</source>
        <translation>检查点清单已损坏；请删除该检查点</translation>
    </message>
    <message>
        <source>the file ends at byte %1, but had %2 when it was looked at</source>
        <translation>文件在第 %1 字节结束，但查看时有 %2 字节</translation>
    </message>
    <message>
        <source>the file holds a batch that is damaged</source>
        <translation>文件中有损坏的批次</translation>
    </message>
    <message>
        <source>the file is missing, and records up to offset %1 were acknowledged</source>
        <translation>文件缺失，而到偏移 %1 为止的记录已被确认</translation>
    </message>
    <message>
        <source>the job ended while the checkpoint was made</source>
        <translation>创建检查点时作业结束了</translation>
    </message>
    <message>
        <source>the partition can be read up to offset %1 only, where offset %2 is committed</source>
        <translation>分区只能读到偏移 %1，而已提交到偏移 %2</translation>
    </message>
    <message>
        <source>the recovery point beside it does not name the end of a batch</source>
        <translation>旁边的恢复点未指向批次的末尾</translation>
    </message>
    <message>
        <source>the topology is that of the application &quot;%1&quot;, not of &quot;%2&quot;</source>
        <translation>该拓扑属于应用“%1”，不是“%2”</translation>
    </message>
    <message>
        <source>there is no such checkpoint, or it is damaged: %1</source>
        <translation>没有此检查点，或已损坏：%1</translation>
    </message>
    <message>
        <source>what stands there is no good batch, and records up to offset %1 were acknowledged</source>
        <translation>该处不是完好的批次，而到偏移 %1 为止的记录已被确认</translation>
    </message>
    <message>
        <source>what was written is not in memory any more</source>
        <translation>写入的内容已不在内存中</translation>
    </message>
    <message>
        <source>no good batch stands there, and %1</source>
        <translation>该处没有完好的批次，%1</translation>
    </message>
    <message>
        <source>the commit journal names offsets up to %1</source>
        <translation>而提交日志记有直到 %1 的偏移</translation>
    </message>
    <message>
        <source>the file is missing, and %1</source>
        <translation>文件不存在，%1</translation>
    </message>
    <message>
        <source>the records end here, and %1</source>
        <translation>记录到此为止，%1</translation>
    </message>
    <message>
        <source>no space was left on the disk: the job tries by itself to go on from its last commit; free some space there</source>
        <translation>磁盘空间已用尽：作业会自行尝试从最后一次提交处继续；请在该磁盘上腾出空间</translation>
    </message>
    <message>
        <source>only %1 MB are free on the disk of %2: the job waits until there are %3 MB; free some space, it goes on by itself</source>
        <translation>%2 所在磁盘仅剩 %1 MB：作业将等待，直到有 %3 MB 可用；腾出空间后它会自行继续</translation>
    </message>
    <message>
        <source>the disk of %1 is nearly full: nothing is written to topics until %2 MB are free there; free some space, and try again</source>
        <translation>%1 所在磁盘几乎已满：在有 %2 MB 可用之前不会写入任何主题；请腾出空间后重试</translation>
    </message>
    <message>
        <source>the disk of %1 was full, %2 MB are free now: the job goes on from its last commit when there are %3 MB; free some space, it goes on by itself</source>
        <translation>%1 所在磁盘曾已满，现有 %2 MB 可用：有 %3 MB 时作业会从最后一次提交处继续；腾出空间后它会自行继续</translation>
    </message>
    <message>
        <source>there is no replay %1</source>
        <translation>没有名为 %1 的回溯</translation>
    </message>
    <message>
        <source>%1 names partition %2, but the partitions that are read are 0 to %3</source>
        <translation>%1 指定了分区 %2，但所读取的分区是 0 到 %3</translation>
    </message>
    <message>
        <source>it gives records without an end, so a run with --to would never stop: let it end (a generator has a count), or run without --to</source>
        <translation>它会无止境地产生记录，因此带 --to 的运行永远不会停止：请让它有终点（生成器可设数量），或不带 --to 运行</translation>
    </message>
    <message>
        <source>store %1 in %2 holds rows of another shape than this topology&apos;s: give the node&apos;s store another name or the application another id, begin again with weir offsets reset, or compare both with weir replay</source>
        <translation>%2 中的状态存储 %1 的行结构与此拓扑不同：请给该节点的存储换个名称或给应用换个 ID，用 weir offsets reset 重新开始，或用 weir replay 比较两者</translation>
    </message>
    <message>
        <source>the application &quot;%1&quot; has committed positions, and goes on from there; `weir offsets set` moves them, `weir offsets reset` begins anew at a place that it names</source>
        <translation>应用“%1”已有提交的位置，并从那里继续；`weir offsets set` 可移动位置，`weir offsets reset` 可从指定的位置重新开始</translation>
    </message>
    <message>
        <source>the changelog %1 holds rows of another shape than this topology&apos;s store: give the node&apos;s store another name or the application another id, begin again with weir offsets reset, or compare both with weir replay</source>
        <translation>变更日志 %1 中的行结构与此拓扑的状态存储不同：请给该节点的存储换个名称或给应用换个 ID，用 weir offsets reset 重新开始，或用 weir replay 比较两者</translation>
    </message>
    <message>
        <source>the description of topic %1 is damaged: its checksum is another</source>
        <translation>主题 %1 的描述已损坏：校验和不符</translation>
    </message>
    <message>
        <source>the replay of %1 runs already: compare it (weir replay diff %2), switch to it (weir replay switch %3) or drop it (weir replay drop %4)</source>
        <translation>%1 的重放已在运行：请比较（weir replay diff %2）、切换（weir replay switch %3）或丢弃它（weir replay drop %4）</translation>
    </message>
    <message>
        <source>there is no partition %1, topic %2 has 0 to %3</source>
        <translation>没有分区 %1，主题 %2 的分区为 0 到 %3</translation>
    </message>
    <message>
        <source>topic %1 is compacted, so that each record needs a key</source>
        <translation>主题 %1 是压缩主题，因此每条记录都必须有键</translation>
    </message>
    <message>
        <source>a batch run can be run again after 100 years at most; name a shorter interval</source>
        <translation>批量运行最多可在 100 年后重新运行；请指定更短的间隔</translation>
    </message>
    <message>
        <source>a commit of %1 bytes does not fit the commit journal, which takes %2: use shorter positions or fewer sources in a task</source>
        <translation>%1 字节的提交放不进提交日志（上限 %2）：请使用更短的位置信息，或减少任务中的源</translation>
    </message>
    <message>
        <source>a commit was finished that nobody prepared</source>
        <translation>完成了一个没有人准备过的提交</translation>
    </message>
    <message>
        <source>can&apos;t change the options of the stores in %1</source>
        <translation>无法更改 %1 中状态存储的选项</translation>
    </message>
    <message>
        <source>the job %1 was stopped meanwhile</source>
        <translation>作业 %1 在此期间被停止</translation>
    </message>
    <message>
        <source>the replay of %1 is just being compared: switch when that is over</source>
        <translation>%1 的重放正在比较中：请在比较结束后再切换</translation>
    </message>
    <message>
        <source>the replay of %1 is just being compared: try again when that is over</source>
        <translation>%1 的重放正在比较中：请在比较结束后重试</translation>
    </message>
    <message>
        <source>topic %1 can&apos;t keep %2 bytes of a partition: it must be 1 byte or more, or none to keep all</source>
        <translation>主题 %1 的每个分区不能保留 %2 字节：必须至少 1 字节，或设为 none 以全部保留</translation>
    </message>
    <message>
        <source>topic %1 can&apos;t keep its records for %2 ms: its retention must be 1 ms or more, or none to keep them for ever</source>
        <translation>主题 %1 不能将记录保留 %2 毫秒：保留时间必须至少 1 毫秒，或设为 none 以永久保留</translation>
    </message>
    <message>
        <source>topic %1 can&apos;t keep tombstones for %2 ms: it must be 0 or more</source>
        <translation>主题 %1 不能将墓碑保留 %2 毫秒：必须为 0 或更大</translation>
    </message>
</context>
<context>
    <name>examples</name>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>CPU by core: 10 s average and maximum</source>
        <translation>各 CPU 核：10 秒平均值与最大值</translation>
    </message>
    <message>
        <source>Sources and files</source>
        <translation>来源与文件</translation>
    </message>
    <message>
        <source>Orders by region</source>
        <translation>各地区订单</translation>
    </message>
    <message>
        <source>Filter, then revenue by minute</source>
        <translation>先筛选，再按分钟汇总收入</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Alice buys eggs, Alice changes jobs</source>
        <translation>Alice 买鸡蛋，Alice 换工作</translation>
    </message>
    <message>
        <source>The same records as a stream and as a table</source>
        <translation>同样的记录，作为流与作为表</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Logs of this machine</source>
        <translation>本机日志</translation>
    </message>
    <message>
        <source>A log file, counted by minute</source>
        <translation>按分钟统计的日志文件</translation>
    </message>
    <message>
        <source>Five records</source>
        <translation>五条记录</translation>
    </message>
    <message>
        <source>Alice buys eggs</source>
        <translation>Alice 买鸡蛋</translation>
    </message>
    <message>
        <source>The latest of each</source>
        <translation>每人最新的一条</translation>
    </message>
    <message>
        <source>Alice changes jobs</source>
        <translation>Alice 换工作</translation>
    </message>
    <message>
        <source>Eggs: 2 + 3 = 5</source>
        <translation>鸡蛋：2 + 3 = 5</translation>
    </message>
    <message>
        <source>Job: 2, then 3</source>
        <translation>工作：先 2 后 3</translation>
    </message>
    <message>
        <source>Topic eggs</source>
        <translation>主题 eggs</translation>
    </message>
    <message>
        <source>Topic jobs</source>
        <translation>主题 jobs</translation>
    </message>
    <message>
        <source>Alice buys eggs
As a stream each record is a fact: Alice bought 2 eggs, then 3 more, so she has 5.</source>
        <translation>Alice 买鸡蛋
作为流，每条记录都是一个事实：Alice 先买了 2 个鸡蛋，又买了 3 个，所以她有 5 个。</translation>
    </message>
    <message>
        <source>Alice changes jobs
As a table each record replaces the one before it: Alice had job 2 and changed to job 3, so her sum is 3.</source>
        <translation>Alice 换工作
作为表，每条记录都取代前一条：Alice 原来做工作 2，后来换成工作 3，所以她的和是 3。</translation>
    </message>
    <message>
        <source>Package log</source>
        <translation>软件包日志</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Changes a minute</source>
        <translation>每分钟变更数</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>按分钟</translation>
    </message>
    <message>
        <source>Topic package-changes</source>
        <translation>主题 package-changes</translation>
    </message>
    <message>
        <source>Logs of this machine
What the package manager did on this machine, by minute, from the first line of its log and as it grows. Other logs: set the path, the format and the columns. JSON Lines work too.</source>
        <translation>本机日志
本机的软件包管理器做了什么，按分钟统计：从日志的第一行开始，并随日志增长。要看别的日志，请设置路径、格式和列；JSON Lines 也可以。</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Over 100 euros</source>
        <translation>超过 100 欧元</translation>
    </message>
    <message>
        <source>Revenue a minute</source>
        <translation>每分钟收入</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Topic revenue-by-region</source>
        <translation>主题 revenue-by-region</translation>
    </message>
    <message>
        <source>Orders by region
200 made-up orders a second, some of them late. The large ones are summed by region and minute; a window takes late orders for another 30 seconds.</source>
        <translation>各地区订单
每秒 200 个虚构的订单，其中一些会迟到。金额较大的订单按地区和分钟求和；窗口再等迟到的订单 30 秒。</translation>
    </message>
    <message>
        <source>Each core</source>
        <translation>各个核</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Load in 10 s</source>
        <translation>10 秒内的负载</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Topic cpu-load</source>
        <translation>主题 cpu-load</translation>
    </message>
    <message>
        <source>This machine
How busy each core is: ten times a second as it comes, and the average and the maximum of every ten seconds. The windows also go to the topic cpu-load.</source>
        <translation>本机
每个核有多忙：每秒十次的实时值，以及每十秒的平均值和最大值。窗口的结果也写入主题 cpu-load。</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>can&apos;t open the folder to sync it</source>
        <translation>无法打开文件夹以同步</translation>
    </message>
    <message>
        <source>can&apos;t sync the folder</source>
        <translation>无法同步文件夹</translation>
    </message>
    <message>
        <source>can&apos;t open the file: %1</source>
        <translation>无法打开文件：%1</translation>
    </message>
    <message>
        <source>can&apos;t read the file: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>the file is larger than 8 MiB, so it is no topology of Weir</source>
        <translation>文件大于 8 MiB，不是 Weir 的拓扑</translation>
    </message>
    <message>
        <source>this is a symbolic link; save to the file that it points to</source>
        <translation>这是符号链接；请保存到它指向的文件</translation>
    </message>
    <message>
        <source>can&apos;t write here: %1</source>
        <translation>无法写入此处：%1</translation>
    </message>
    <message>
        <source>can&apos;t write the file: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
    <message>
        <source>can&apos;t bring the file to the disk</source>
        <translation>无法将文件写到磁盘</translation>
    </message>
    <message>
        <source>can&apos;t put the file in place: %1</source>
        <translation>无法将文件放到位：%1</translation>
    </message>
    <message>
        <source>the file reads back differently from what was written; save it to another disk</source>
        <translation>读回的文件与写入的不同；请保存到另一磁盘</translation>
    </message>
</context>
<context>
    <name>inspector</name>
    <message>
        <source>column of the input</source>
        <translation>输入的列</translation>
    </message>
    <message>
        <source>column of %1</source>
        <translation>%1 的列</translation>
    </message>
    <message>
        <source>of the record itself</source>
        <translation>记录本身的</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>global table</source>
        <translation>全局表</translation>
    </message>
    <message>
        <source>windowed table</source>
        <translation>窗口表</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>windowed stream</source>
        <translation>窗口流</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>no columns given</source>
        <translation>未给出列</translation>
    </message>
    <message>
        <source>usually %1</source>
        <translation>通常为 %1</translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Sources and sinks</source>
        <translation>来源与输出</translation>
    </message>
    <message>
        <source>Reads a topic as a stream or a table.</source>
        <translation>将主题读作流或表。</translation>
    </message>
    <message>
        <source>Every record is checked whole: the value must be valid JSON (UTF-8, an object) and each declared column must fit its type. Read as a *stream* each record is a fact; read as a *table* it is the newest value of its key, and a NULL value deletes.</source>
        <translation>每条记录都会完整检查：值必须是有效的 JSON（UTF-8，对象），且每个声明的列都要符合其类型。读作*流*时，每条记录是一个事实；读作*表*时，它是该键的最新值，NULL 值表示删除。</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The topic to read.</source>
        <translation>要读取的主题。</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>global-table</source>
        <translation>全局表</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>How keys stand in the topic&apos;s records.</source>
        <translation>主题记录中键的格式。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>string</source>
        <translation>string</translation>
    </message>
    <message>
        <source>int32</source>
        <translation>int32</translation>
    </message>
    <message>
        <source>int64</source>
        <translation>int64</translation>
    </message>
    <message>
        <source>double</source>
        <translation>double</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>json</source>
        <translation>json</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>How values stand in the topic&apos;s records.</source>
        <translation>主题记录中值的格式。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>A SQL column list: order_id bigint, region text, amount double precision. Without it only _value can be read.</source>
        <translation>SQL 列清单：order_id bigint, region text, amount double precision。没有它则只能读取 _value。</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Event time: the record&apos;s own, the clock&apos;s, or an expression of a column (bigint ms or timestamptz).</source>
        <translation>事件时间：记录自带的、时钟的，或由列计算的表达式（bigint 毫秒或 timestamptz）。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Where to begin when nothing was committed yet.</source>
        <translation>尚无提交时从何处开始。</translation>
    </message>
    <message>
        <source>earliest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Max future</source>
        <translation>最远未来</translation>
    </message>
    <message>
        <source>A timestamp further ahead of the clock than this is a record error.</source>
        <translation>时间戳超前时钟多于此值即为记录错误。</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>状态存储</translation>
    </message>
    <message>
        <source>A table&apos;s store; absent: the node&apos;s id.</source>
        <translation>表的状态存储；缺省为节点的 id。</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>The log that has the topic; absent: the file&apos;s.</source>
        <translation>主题所在的日志；缺省为文件中的设置。</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>Used when the topic has to be made.</source>
        <translation>需要创建主题时使用。</translation>
    </message>
    <message>
        <source>On error</source>
        <translation>出错时</translation>
    </message>
    <message>
        <source>What becomes of a record that fails here; absent: as the file says.</source>
        <translation>在此处失败的记录如何处理；缺省按文件的设置。</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>dead-letter</source>
        <translation>死信</translation>
    </message>
    <message>
        <source>Dead-letter topic</source>
        <translation>死信主题</translation>
    </message>
    <message>
        <source>Where failed records go, with headers that say what failed.</source>
        <translation>失败记录的去处，其消息头说明失败原因。</translation>
    </message>
    <message>
        <source>Sink</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Writes the records to a topic.</source>
        <translation>将记录写入主题。</translation>
    </message>
    <message>
        <source>A JSON value gets every column, NULL as null. A windowed key is written as Kafka Streams&apos; windowed serdes do.</source>
        <translation>JSON 值包含每一列，NULL 写作 null。窗口键按 Kafka Streams 的窗口 serde 写出。</translation>
    </message>
    <message>
        <source>The topic to write.</source>
        <translation>要写入的主题。</translation>
    </message>
    <message>
        <source>How keys are written; absent: as they came.</source>
        <translation>键的写出方式；缺省与来时相同。</translation>
    </message>
    <message>
        <source>How values are written. In another format than json exactly one column is written.</source>
        <translation>值的写出方式。json 以外的格式只写一列。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Stateless</source>
        <translation>无状态</translation>
    </message>
    <message>
        <source>Lets the records pass for which a condition is true.</source>
        <translation>让满足条件的记录通过。</translation>
    </message>
    <message>
        <source>NULL counts as false. On a table a row that fails becomes a tombstone, so that what it stood for disappears downstream too.</source>
        <translation>NULL 视为假。在表上，不满足条件的行变为墓碑，它所代表的内容在下游也随之消失。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>A SQL condition over the input&apos;s columns: amount &gt; 100 AND region = &apos;eu&apos;.</source>
        <translation>关于输入列的 SQL 条件：amount &gt; 100 AND region = &apos;eu&apos;。</translation>
    </message>
    <message>
        <source>Map values</source>
        <translation>映射值</translation>
    </message>
    <message>
        <source>Computes new columns; the key stays.</source>
        <translation>计算新的列；键不变。</translation>
    </message>
    <message>
        <source>The select list&apos;s columns are the new value. A NULL value passes as NULL. Since the key stays, nothing is repartitioned later on.</source>
        <translation>选择列表中的列即为新值。NULL 值原样通过。由于键不变，之后不需要重分区。</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>A SQL select list: order_id, amount * qty AS total. An expression needs a name (AS …).</source>
        <translation>SQL 选择列表：order_id, amount * qty AS total。表达式需要名称（AS …）。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Computes a new key and new columns.</source>
        <translation>计算新的键和新的列。</translation>
    </message>
    <message>
        <source>Changing the key means that a later stateful node goes through a repartition topic. If the key stays, *Map values* is cheaper.</source>
        <translation>更改键意味着之后的有状态节点要经过重分区主题。若键不变，*映射值*更省。</translation>
    </message>
    <message>
        <source>A SQL expression over the input&apos;s columns: the new key.</source>
        <translation>关于输入列的 SQL 表达式：新的键。</translation>
    </message>
    <message>
        <source>A SQL select list: the new value&apos;s columns.</source>
        <translation>SQL 选择列表：新值的列。</translation>
    </message>
    <message>
        <source>Select key</source>
        <translation>选择键</translation>
    </message>
    <message>
        <source>Gives each record a new key; the value stays.</source>
        <translation>给每条记录新的键；值不变。</translation>
    </message>
    <message>
        <source>A later stateful node (an aggregate, a join) goes through a repartition topic, so that equal keys meet in one task.</source>
        <translation>之后的有状态节点（聚合、连接）会经过重分区主题，使相同的键在同一任务中相遇。</translation>
    </message>
    <message>
        <source>Flat map values</source>
        <translation>展开值</translation>
    </message>
    <message>
        <source>Spreads an array in a record over several records; the key stays.</source>
        <translation>将记录中的数组展开为多条记录；键不变。</translation>
    </message>
    <message>
        <source>A NULL or empty array gives no record, a NULL element a record with NULL.</source>
        <translation>NULL 或空数组不产生记录，NULL 元素产生含 NULL 的记录。</translation>
    </message>
    <message>
        <source>A SQL select list with unnest(array) or jsonb_array_elements(value): unnest(tags) AS tag.</source>
        <translation>含 unnest(数组) 或 jsonb_array_elements(值) 的 SQL 选择列表：unnest(tags) AS tag。</translation>
    </message>
    <message>
        <source>Flat map</source>
        <translation>展开映射</translation>
    </message>
    <message>
        <source>Spreads an array in a record over several records with a new key.</source>
        <translation>将记录中的数组展开为多条带新键的记录。</translation>
    </message>
    <message>
        <source>The key is an expression over the input&apos;s columns. A NULL or empty array gives no record.</source>
        <translation>键是关于输入列的表达式。NULL 或空数组不产生记录。</translation>
    </message>
    <message>
        <source>The new key, over the input&apos;s columns.</source>
        <translation>新的键，由输入列计算。</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Sends each record to the first branch whose condition is true.</source>
        <translation>将每条记录送往第一个条件为真的分支。</translation>
    </message>
    <message>
        <source>Branches are tried in order. A record that matches none goes to *default*, or is dropped when there is none.</source>
        <translation>分支按顺序尝试。都不匹配的记录送往*默认*分支；没有默认分支则丢弃。</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Each has a name, which is its port, and a condition.</source>
        <translation>每个分支有名称（即其端口）和条件。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Where records go that match no branch; absent: they are dropped.</source>
        <translation>不匹配任何分支的记录的去处；缺省则丢弃。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Several streams with the same columns become one.</source>
        <translation>多个列相同的流合为一个。</translation>
    </message>
    <message>
        <source>Nothing is promised about the order between inputs, only within each.</source>
        <translation>不保证各输入之间的顺序，只保证每个输入内部的顺序。</translation>
    </message>
    <message>
        <source>Peek</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Shows the records that pass in the log panel, and passes them on unchanged.</source>
        <translation>在日志面板中显示经过的记录，并原样传递。</translation>
    </message>
    <message>
        <source>The label stands before each record. In headless runs and tests it only passes records on.</source>
        <translation>标签显示在每条记录之前。无界面运行与测试中只传递记录。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What stands before each record in the log panel.</source>
        <translation>日志面板中每条记录之前的文字。</translation>
    </message>
    <message>
        <source>Aggregate</source>
        <translation>聚合</translation>
    </message>
    <message>
        <source>Stateful</source>
        <translation>有状态</translation>
    </message>
    <message>
        <source>Counts, sums and more, by key or group, over all time or over windows.</source>
        <translation>计数、求和等，按键或分组，针对全部时间或窗口。</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>A SQL expression list; absent: by the record&apos;s key.</source>
        <translation>SQL 表达式列表；缺省按记录的键。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>tumbling</source>
        <translation>滚动窗口</translation>
    </message>
    <message>
        <source>hopping</source>
        <translation>跳跃窗口</translation>
    </message>
    <message>
        <source>sliding</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话窗口</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Advance</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>How far each window starts after the one before.</source>
        <translation>每个窗口比前一个晚开始多少。</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>A pause longer than this ends a session.</source>
        <translation>停顿超过此值则会话结束。</translation>
    </message>
    <message>
        <source>Grace</source>
        <translation>宽限期</translation>
    </message>
    <message>
        <source>How long after its end a window still takes late records.</source>
        <translation>窗口结束后多久之内仍接受迟到的记录。</translation>
    </message>
    <message>
        <source>A SQL select list of aggregate functions: count(*) AS orders, sum(amount) AS revenue.</source>
        <translation>聚合函数的 SQL 选择列表：count(*) AS orders, sum(amount) AS revenue。</translation>
    </message>
    <message>
        <source>Emit</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Every update, the newest per key at each commit, or each window once when it has closed.</source>
        <translation>每次更新、每次提交时每个键的最新值，或每个窗口关闭后发出一次。</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>每次更新</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并更新</translation>
    </message>
    <message>
        <source>final</source>
        <translation>最终结果</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留时间</translation>
    </message>
    <message>
        <source>The store&apos;s name; absent: the node&apos;s id. It names the changelog, so changing it is a migration.</source>
        <translation>状态存储的名称；缺省为节点的 id。它决定更新日志的名称，因此更改它等于迁移。</translation>
    </message>
    <message>
        <source>late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Brings two inputs together by key.</source>
        <translation>按键将两个输入合在一起。</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>inner</source>
        <translation>内连接</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左连接</translation>
    </message>
    <message>
        <source>outer</source>
        <translation>外连接</translation>
    </message>
    <message>
        <source>A SQL select list over l.column and r.column: l.order_id, r.name AS customer.</source>
        <translation>关于 l.列 与 r.列 的 SQL 选择列表：l.order_id, r.name AS customer。</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Foreign key</source>
        <translation>外键</translation>
    </message>
    <message>
        <source>On</source>
        <translation>匹配依据</translation>
    </message>
    <message>
        <source>To table</source>
        <translation>转为表</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>The latest value of each key of a stream, as a table.</source>
        <translation>流中每个键的最新值，作为表。</translation>
    </message>
    <message>
        <source>A NULL value deletes the row. A record without a key is dropped and counted.</source>
        <translation>NULL 值删除该行。没有键的记录会被丢弃并计数。</translation>
    </message>
    <message>
        <source>To stream</source>
        <translation>转为流</translation>
    </message>
    <message>
        <source>A table&apos;s updates as a stream.</source>
        <translation>表的更新，作为流。</translation>
    </message>
    <message>
        <source>Each update becomes a record; a deletion becomes a record with a NULL value.</source>
        <translation>每次更新成为一条记录；删除成为值为 NULL 的记录。</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Draws the records of an edge, live.</source>
        <translation>实时绘制连线上的记录。</translation>
    </message>
    <message>
        <source>A view for the designer. In headless runs and tests it does nothing and costs nothing.</source>
        <translation>设计器中的视图。无界面运行与测试中它不做任何事，也没有开销。</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X 轴</translation>
    </message>
    <message>
        <source>The horizontal axis.</source>
        <translation>横轴。</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y 轴</translation>
    </message>
    <message>
        <source>Columns or expressions to draw.</source>
        <translation>要绘制的列或表达式。</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>One line or bar for each value of this expression.</source>
        <translation>此表达式的每个值对应一条线或一组柱。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>line</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>柱形</translation>
    </message>
    <message>
        <source>Table view</source>
        <translation>表格视图</translation>
    </message>
    <message>
        <source>Shows the newest records of an edge as a table, live.</source>
        <translation>以表格实时显示连线上最新的记录。</translation>
    </message>
    <message>
        <source>Which columns to show; absent: all.</source>
        <translation>要显示的列；缺省为全部。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>How many rows to keep.</source>
        <translation>保留多少行。</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Connectors</source>
        <translation>连接器</translation>
    </message>
    <message>
        <source>Makes up records: the same ones each time for the same seed.</source>
        <translation>生成记录：种子相同则记录相同。</translation>
    </message>
    <message>
        <source>Orders, clicks, sensor readings, payments or customers, or records of your own given in the file. The records stand in a topic, so they can be replayed; after a restart it goes on where it was. With a rate, event time follows the clock; with rate 0 it starts at 2023-11-14T22:13:20Z and steps by 5 ms. `disorder` moves each record back by up to that much, `late_share` moves some of them back by up to `late_by`.</source>
        <translation>订单、点击、传感器读数、付款或客户，或文件中给出的自有记录。记录存放在主题中，因此可以回溯；重启后从原处继续。设有速率时事件时间跟随时钟；速率为 0 时从 2023-11-14T22:13:20Z 开始，每条前进 5 毫秒。`disorder` 将每条记录的时间最多向前移这么多，`late_share` 将其中一部分最多向前移 `late_by`。</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>What to make up. &quot;records&quot;: the ones listed in the file, in turn.</source>
        <translation>要生成的内容。“records”：依次使用文件中列出的记录。</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>records</source>
        <translation>自有记录</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Records a second; 0: as fast as possible.</source>
        <translation>每秒记录数；0：尽可能快。</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Stop after this many; 0: never.</source>
        <translation>生成这么多条后停止；0：不停止。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键的数量</translation>
    </message>
    <message>
        <source>How many different customers, users or sensors, up to a million.</source>
        <translation>有多少不同的客户、用户或传感器，最多一百万。</translation>
    </message>
    <message>
        <source>Skew</source>
        <translation>偏斜</translation>
    </message>
    <message>
        <source>How unevenly keys come (the exponent of Zipf&apos;s law): 0 all alike, 1 as words in a language.</source>
        <translation>键分布的不均匀程度（齐夫定律的指数）：0 为完全均匀，1 如同语言中的词。</translation>
    </message>
    <message>
        <source>Disorder</source>
        <translation>乱序</translation>
    </message>
    <message>
        <source>Event times lie up to this much back, at random.</source>
        <translation>事件时间随机向前移，最多这么多。</translation>
    </message>
    <message>
        <source>Late share</source>
        <translation>迟到比例</translation>
    </message>
    <message>
        <source>The share of records (0 to 1) that come late.</source>
        <translation>迟到记录的比例（0 到 1）。</translation>
    </message>
    <message>
        <source>Late by</source>
        <translation>迟到时间</translation>
    </message>
    <message>
        <source>Late records lie up to this much further back.</source>
        <translation>迟到的记录最多再向前移这么多。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed makes the same records.</source>
        <translation>相同的种子生成相同的记录。</translation>
    </message>
    <message>
        <source>Own records</source>
        <translation>自有记录</translation>
    </message>
    <message>
        <source>Keys and values to send, in turn.</source>
        <translation>依次发送的键和值。</translation>
    </message>
    <message>
        <source>JSON, as text.</source>
        <translation>JSON 文本。</translation>
    </message>
    <message>
        <source>The topic that its records stand in, so that they can be replayed; absent: the application id and the node&apos;s id.</source>
        <translation>其记录所在的主题，以便回溯；缺省为应用程序 id 加节点 id。</translation>
    </message>
    <message>
        <source>System metrics</source>
        <translation>系统指标</translation>
    </message>
    <message>
        <source>Measures this machine: processors, memory, disks, network.</source>
        <translation>测量本机：处理器、内存、磁盘、网络。</translation>
    </message>
    <message>
        <source>Columns: `host`, `metric`, `item`, `value`, `ts`; the key is `metric/item`. `cpu`: how busy each core (cpu0, cpu1, …) and all together (total) were, in percent. `memory`: used and swap, in percent. `disk`: bytes read and written a second by each disk. `network`: bytes received (rx) and sent (tx) a second by each interface.</source>
        <translation>列：`host`、`metric`、`item`、`value`、`ts`；键为 `metric/item`。`cpu`：每个核（cpu0、cpu1……）与全部（total）的繁忙程度，百分比。`memory`：已用内存与交换区，百分比。`disk`：每块磁盘每秒读写的字节数。`network`：每个接口每秒接收（rx）与发送（tx）的字节数。</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>What to measure.</source>
        <translation>要测量的内容。</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>间隔时间</translation>
    </message>
    <message>
        <source>From 20ms to 1s.</source>
        <translation>从 20ms 到 1s。</translation>
    </message>
    <message>
        <source>File source</source>
        <translation>文件来源</translation>
    </message>
    <message>
        <source>Reads a file&apos;s lines, once or as it grows.</source>
        <translation>读取文件的行，一次读完或随其增长。</translation>
    </message>
    <message>
        <source>JSON Lines: each line is a value. CSV: each record becomes a JSON object of the declared columns. With `follow` the file is read as it grows, through rotation by renaming or by truncating; half a line waits for its end. After a restart it goes on behind the last line that was committed. Lines over 1 MiB are skipped and counted.</source>
        <translation>JSON Lines：每行是一个值。CSV：每条记录成为由声明的列组成的 JSON 对象。设有 `follow` 时随文件增长而读取，可经受改名或截断方式的轮转；半行会等待其结尾。重启后从最后提交的行之后继续。超过 1 MiB 的行会被跳过并计数。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>JSON Lines or CSV (RFC 4180).</source>
        <translation>JSON Lines 或 CSV（RFC 4180）。</translation>
    </message>
    <message>
        <source>jsonl</source>
        <translation>jsonl</translation>
    </message>
    <message>
        <source>csv</source>
        <translation>csv</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>How the file&apos;s CSV is written.</source>
        <translation>文件中 CSV 的写法。</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>标题行</translation>
    </message>
    <message>
        <source>The first line has the columns&apos; names.</source>
        <translation>第一行是列名。</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>One character between fields.</source>
        <translation>字段之间的一个字符。</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>One character around fields that have delimiters or line breaks; empty: none.</source>
        <translation>包围含有分隔符或换行之字段的一个字符；为空则没有。</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>持续跟随</translation>
    </message>
    <message>
        <source>Go on as the file grows; else it is read once.</source>
        <translation>随文件增长继续读取；否则只读一次。</translation>
    </message>
    <message>
        <source>The records&apos; key, computed from the line&apos;s columns; absent: NULL.</source>
        <translation>记录的键，由该行的列计算；缺省为 NULL。</translation>
    </message>
    <message>
        <source>File sink</source>
        <translation>文件输出</translation>
    </message>
    <message>
        <source>Writes the records to a file, as JSON Lines or CSV.</source>
        <translation>将记录写入文件，格式为 JSON Lines 或 CSV。</translation>
    </message>
    <message>
        <source>The records stand in a topic too, from which they go to the file in the order of each partition. After a crash the file is cut back to what was committed, so no record is missing or there twice. A file that the job did not make is never overwritten.</source>
        <translation>记录也存放在主题中，再按各分区的顺序写入文件。崩溃之后文件会截回已提交处，因此没有记录缺失或重复。绝不覆盖不是由该作业创建的文件。</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Global table</source>
        <translation>全局表</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>The file to read, best with its whole path.</source>
        <translation>要读取的文件，最好写完整路径。</translation>
    </message>
    <message>
        <source>The file to write, best with its whole path.</source>
        <translation>要写入的文件，最好写完整路径。</translation>
    </message>
    <message>
        <source>A stream of facts, or a table of the latest value by key. A global table is whole for every task: joins look rows up by any key, in any partition.</source>
        <translation>事实的流，或按键取最新值的表。全局表对每个任务都是完整的：连接可按任意键在任意分区查行。</translation>
    </message>
    <message>
        <source>Repartition</source>
        <translation>重分区</translation>
    </message>
    <message>
        <source>Sends the stream through a topic of its own, so that equal keys meet in one task.</source>
        <translation>让流经过一个自己的主题，使相同的键在同一任务相遇。</translation>
    </message>
    <message>
        <source>Nodes that need it repartition by themselves. This one does it at a place and into a number of partitions of your choice: one repartition for several nodes behind it, or more tasks for heavy work.</source>
        <translation>需要重分区的节点会自己做。这个节点在您选的位置、按您选的分区数来做：为其后的几个节点只做一次，或为繁重的工作提供更多任务。</translation>
    </message>
    <message>
        <source>How many; absent: as many as the largest topic upstream.</source>
        <translation>多少个；不写：与上游最大的主题一样多。</translation>
    </message>
    <message>
        <source>The select list holds aggregate functions: count(*), sum(x), min, max, avg, first, last, array_agg …, each with FILTER (WHERE …). With *group_by* the records go through a repartition topic, so that equal groups meet in one task.

Late records update their window until the grace is over; then they are dropped, counted, and given to the port *late*. A session that a record extends or joins to another is deleted (its key with a NULL value) before the longer one comes. On a table a changed row is taken out of its old group and put into the new one; count, sum and avg can do that.</source>
        <translation>选择列表中是聚合函数：count(*)、sum(x)、min、max、avg、first、last、array_agg …，都可带 FILTER (WHERE …)。写了 *group_by* 时记录经过重分区主题，使相同的组在同一任务相遇。

迟到的记录在宽限结束前更新它的窗口；之后被丢弃、计数，并送往端口 *late*。一条记录延长会话或把两个会话连成一个时，旧会话先被删除（它的键，值为 NULL），再出现更长的会话。对表，变化的行先从旧组取出，再放进新组；count、sum 和 avg 能做到。</translation>
    </message>
    <message>
        <source>Group by time too. Tumbling and hopping windows are aligned to the epoch; a sliding window holds records at most its size apart; a session ends with a pause. A record that comes later than the grace is dropped and counted.</source>
        <translation>也按时间分组。滚动和跳跃窗口与纪元对齐；滑动窗口含有相距不超过其大小的记录；会话以停顿结束。比宽限更晚到的记录被丢弃并计数。</translation>
    </message>
    <message>
        <source>How long a window is; of a sliding one the largest time between two of its records.</source>
        <translation>窗口有多长；滑动窗口则是其中两条记录之间的最长时间。</translation>
    </message>
    <message>
        <source>How long a window&apos;s row is kept; absent: size + grace (a session: gap + grace).</source>
        <translation>窗口的行保留多久；不写：大小 + 宽限（会话：间隔 + 宽限）。</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Keeps an accumulator of your own for each group and changes it with every record.</source>
        <translation>为每组保存您自己的累加器，每条记录都改变它。</translation>
    </message>
    <message>
        <source>*init* says what the accumulator begins as, *update* what a record makes of it: select lists, in which *acc.column* is the accumulator and a plain name a column of the input. Without *init* the first record is the accumulator (reduce); then *update* gives the input&apos;s columns. On a table *remove* takes a row&apos;s old value out again.

What aggregate functions can say is better said with an aggregate: it can also merge sessions.</source>
        <translation>*init* 写累加器从什么开始，*update* 写一条记录把它变成什么：都是选择列表，其中 *acc.列* 是累加器，单独的名称是输入的列。没有 *init* 时第一条记录就是累加器（reduce），*update* 给出输入的列。对表，*remove* 把行的旧值再取出。

聚合函数能说的最好用聚合来说：它还能合并会话。</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>初值</translation>
    </message>
    <message>
        <source>A SQL select list of constants: 0 AS n, &apos;&apos; AS path. It gives the accumulator its columns and types; absent: the first record is the accumulator.</source>
        <translation>由常量组成的 SQL 选择列表：0 AS n, &apos;&apos; AS path。它给出累加器的列和类型；不写：第一条记录就是累加器。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>A SQL select list that gives every column of the accumulator: acc.n + 1 AS n.</source>
        <translation>给出累加器每一列的 SQL 选择列表：acc.n + 1 AS n。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>On a table: how a row&apos;s old value leaves the accumulator: acc.n - 1 AS n.</source>
        <translation>对表：行的旧值怎样离开累加器：acc.n - 1 AS n。</translation>
    </message>
    <message>
        <source>What ends at the two inputs decides which join it is; in the select list the sides are *l* and *r*, and a missing side&apos;s columns are NULL.

- **Two streams**: records of one key whose times are within a span. Inner, left and outer; an unmatched record comes out when no partner can come any more, after its span and the grace. Records that come after that and find no partner leave at the port *late*.
- **A stream and a table**: each record meets the row that its key has at that moment. Inner and left.
- **A stream and a global table**: each record looks up the row that *on* names, in any partition. Inner and left.
- **Two tables** by key (and window): both sides&apos; updates give a new result. Inner, left and outer.
- **Two tables by a foreign key**: each left row names its right row&apos;s key with *foreign_key*; an update of the right row updates all left rows that name it. Inner and left.

Streams and tables that meet by key must have as many partitions; a side whose key was changed goes through a repartition topic.</source>
        <translation>接到两个输入的是什么，决定是哪种连接；在选择列表中两侧是 *l* 和 *r*，缺少的一侧各列为 NULL。

- **两个流**：键相同、时间相距在一段之内的记录。inner、left 和 outer；没有匹配的记录在不会再有配对时出来，即过了那段时间和宽限。此后到来又找不到配对的记录从端口 *late* 离开。
- **流与表**：每条记录遇到它的键在那一刻的行。inner 和 left。
- **流与全局表**：每条记录查 *on* 指的行，在任意分区。inner 和 left。
- **两个表**按键（和窗口）：任一侧的更新都给出新结果。inner、left 和 outer。
- **两个表按外键**：左行用 *foreign_key* 指出右行的键；右行的更新会更新所有指到它的左行。inner 和 left。

按键相遇的流和表必须有同样多的分区；改变过键的一侧经过重分区主题。</translation>
    </message>
    <message>
        <source>Inner: only what has a partner. Left: also what has none on the right, with NULLs. Outer (two streams, or two tables by key): also what has none on the left.</source>
        <translation>inner：只有成对的。left：右侧没有配对的也有，各列为 NULL。outer（两个流，或两个表按键）：左侧没有配对的也有。</translation>
    </message>
    <message>
        <source>Two streams: how far apart in event time two records may be. With before and after: the right record&apos;s time lies between the left one&apos;s minus before and plus after.</source>
        <translation>两个流：两条记录的事件时间最多相距多远。写 before 和 after 时：右记录的时间在左记录的时间减 before 与加 after 之间。</translation>
    </message>
    <message>
        <source>How far the right record may be before the left one.</source>
        <translation>右记录最多可以早于左记录多久。</translation>
    </message>
    <message>
        <source>How far the right record may be behind the left one.</source>
        <translation>右记录最多可以晚于左记录多久。</translation>
    </message>
    <message>
        <source>Two streams: how long to wait for late records before an unmatched one comes out; longer keeps more rows.</source>
        <translation>两个流：没有匹配的记录出来之前等迟到的记录多久；越长保留的行越多。</translation>
    </message>
    <message>
        <source>Two tables: an expression over the left row&apos;s columns that names the right row&apos;s key: l.customer.</source>
        <translation>两个表：关于左行各列的表达式，指出右行的键：l.customer。</translation>
    </message>
    <message>
        <source>A global table: an expression over the left row&apos;s columns that names the right row&apos;s key; absent: the left row&apos;s key.</source>
        <translation>全局表：关于左行各列的表达式，指出右行的键；不写：左行的键。</translation>
    </message>
    <message>
        <source>Deduplicate</source>
        <translation>去重</translation>
    </message>
    <message>
        <source>Lets the first record of each value through and drops its repetitions within a time span.</source>
        <translation>让每个值的第一条记录通过，在一段时间内丢弃它的重复。</translation>
    </message>
    <message>
        <source>Records are the same if *by* is the same and their timestamps are at most *within* apart. A NULL is the same as nothing, so such records pass. Repetitions are found among records of the same partition: those with one key.

A record older than *within* behind the newest one is late: it is dropped, counted, and given to the port *late*.</source>
        <translation>*by* 相同且时间戳相距不超过 *within* 的记录算作相同。NULL 与什么都不相同，这样的记录会通过。重复在同一分区的记录中查找，即同一个键的记录。

比最新记录早超过 *within* 的记录是迟到的：它被丢弃、计数，并送往端口 *late*。</translation>
    </message>
    <message>
        <source>By</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>A SQL expression list: order_id.</source>
        <translation>SQL 表达式列表：order_id。</translation>
    </message>
    <message>
        <source>How far apart in event time two records may be and still be the same.</source>
        <translation>两条记录的事件时间最多相距多远仍算相同。</translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation>抑制</translation>
    </message>
    <message>
        <source>Holds a table&apos;s updates back: the newest of each key goes on when its window has closed, or after a while.</source>
        <translation>扣住表的更新：每个键最新的更新在窗口关闭时，或过一段时间后，才放行。</translation>
    </message>
    <message>
        <source>*window-close* lets each window through once, when no record can change it any more: one result a window. A *time limit* counts from the first update that waits, by event time; what comes meanwhile replaces it.

Time moves by the updates that come here: after the last record of a topic nothing is released.</source>
        <translation>*window-close* 在没有记录能再改变窗口时让它通过一次：每个窗口一个结果。*时间上限* 按事件时间从等待的第一个更新算起；其间到来的会替换它。

时间由到达这里的更新推动：主题的最后一条记录之后不会再放行。</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>直到</translation>
    </message>
    <message>
        <source>window-close, or a time limit.</source>
        <translation>window-close，或时间上限。</translation>
    </message>
    <message>
        <source>window-close</source>
        <translation>窗口关闭</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间上限</translation>
    </message>
    <message>
        <source>How long the first update of a key waits for newer ones, by event time.</source>
        <translation>一个键的第一个更新等待更新的多久，按事件时间。</translation>
    </message>
</context>
<context>
    <name>weir::Banner</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>weir::CanvasScene</name>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Sub-topology %1</source>
        <translation>子拓扑 %1</translation>
    </message>
</context>
<context>
    <name>weir::CanvasView</name>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>The clipboard holds no nodes of Weir.</source>
        <translation>剪贴板中没有 Weir 的节点。</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and reconnect</source>
        <translation>删除并重新连接</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加便签</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>weir::ComingPanel</name>
    <message>
        <source>Tracing is not in this version. The path of one record over the canvas, with what each node made of it, will stand here.</source>
        <translation>这个版本还没有追踪。一条记录在画布上的路径，以及每个节点对它做了什么，以后将在这里显示。</translation>
    </message>
    <message>
        <source>Breakpoints are not in this version. Stopping at a node or a wire, with a condition and a count, will stand here.</source>
        <translation>这个版本还没有断点。在节点或连线上按条件和次数停下，以后将在这里设置。</translation>
    </message>
</context>
<context>
    <name>weir::DataPanel</name>
    <message>
        <source>Select a node to see its records, in beside out.</source>
        <translation>选择一个节点，即可并排查看其输入与输出记录。</translation>
    </message>
    <message>
        <source>Run the topology to see what goes through %1.</source>
        <translation>运行拓扑后可查看经过 %1 的记录。</translation>
    </message>
    <message>
        <source>&lt;b&gt;In&lt;/b&gt;</source>
        <translation>&lt;b&gt;输入&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Out&lt;/b&gt;</source>
        <translation>&lt;b&gt;输出&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
</context>
<context>
    <name>weir::Document</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>this is no topology of Weir</source>
        <translation>这不是 Weir 的拓扑</translation>
    </message>
    <message>
        <source>the topology has no file yet; choose one</source>
        <translation>拓扑还没有文件；请选择一个</translation>
    </message>
    <message>
        <source>the file was changed by another program since it was opened</source>
        <translation>文件打开后已被其他程序更改</translation>
    </message>
</context>
<context>
    <name>weir::ExampleCard</name>
    <message>
        <source>Open and run</source>
        <translation>打开并运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>weir::FieldForm</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Advanced: %1</source>
        <translation>高级：%1</translation>
    </message>
</context>
<context>
    <name>weir::FormHead</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::GroupForm</name>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>weir::HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>### How to begin

- Drag a node from the palette, or press **Space** over the canvas and type its name.
- Pull a wire from a port on the right of a card to a port on the left of another. Let it go on empty space to search for what may follow.
- Select a node: its fields stand under **Properties**.
- **Run** starts it. Numbers appear on cards and wires; click a wire to see its records.
</source>
        <translation>### 如何开始

- 从组件面板拖出节点，或在画布上按 **空格键** 并输入名称。
- 从卡片右侧的端口拉出连线，连到另一张卡片左侧的端口。在空白处松开，可搜索能接在后面的节点。
- 选择节点：其字段显示在 **属性** 中。
- **运行** 即开始。卡片与连线上会出现数字；点击连线可查看其记录。
</translation>
    </message>
    <message>
        <source>Kafka Streams and other words: %1</source>
        <translation>Kafka Streams 及其他名称：%1</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Records that go in:</source>
        <translation>输入的记录：</translation>
    </message>
</context>
<context>
    <name>weir::InspectorPanel</name>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
</context>
<context>
    <name>weir::LagPanel</name>
    <message>
        <source>Plot</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>weir::LagPlot</name>
    <message>
        <source>records behind</source>
        <translation>落后的记录数</translation>
    </message>
    <message>
        <source>to clear</source>
        <translation>追上还需</translation>
    </message>
    <message>
        <source>caught up</source>
        <translation>已追上</translation>
    </message>
    <message>
        <source>p%1 holds</source>
        <translation>p%1 占</translation>
    </message>
    <message>
        <source>trend</source>
        <translation>趋势</translation>
    </message>
</context>
<context>
    <name>weir::LagTableModel</name>
    <message>
        <source>Repartition topic in front of %1</source>
        <translation>%1 之前的重分区主题</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>由 %1 读取</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Part.</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>End</source>
        <translation>末端位移</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>落后</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>To clear</source>
        <translation>追上还需</translation>
    </message>
    <message>
        <source>Last minute</source>
        <translation>最近一分钟</translation>
    </message>
</context>
<context>
    <name>weir::LogPanel</name>
    <message>
        <source>All messages</source>
        <translation>所有消息</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告与错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>weir::MainToolBar</name>
    <message>
        <source>Embedded log</source>
        <translation>内嵌日志</translation>
    </message>
    <message>
        <source>Where topologies run. Kafka clusters come in a later version.</source>
        <translation>拓扑运行的位置。Kafka 集群将在以后的版本中提供。</translation>
    </message>
    <message>
        <source>Node, topic, field…</source>
        <translation>节点、主题、字段…</translation>
    </message>
    <message>
        <source>Go to a node, a topic or a field</source>
        <translation>转到节点、主题或字段</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>The speed of a replay; it comes with replaying.</source>
        <translation>回溯的速度；将随回溯功能提供。</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>weir::MainWindow</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wire(s)</source>
        <translation>
            <numerusform>%n 条连线</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>没有文件</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Open a topology</source>
        <translation>打开拓扑</translation>
    </message>
    <message>
        <source>Weir topologies (*.weir);;All files (*)</source>
        <translation>Weir 拓扑 (*.weir);;所有文件 (*)</translation>
    </message>
    <message>
        <source>There is no quick fix here.</source>
        <translation>这里没有快速修复。</translation>
    </message>
    <message>
        <source>About Weir</source>
        <translation>关于 Weir</translation>
    </message>
    <message>
        <source>&lt;b&gt;Weir 0.1&lt;/b&gt;&lt;p&gt;Draws stream-processing topologies, runs them with the semantics of Kafka Streams, and lets you watch.&lt;/p&gt;&lt;p&gt;The designer is free software under the GNU General Public License, version 3 or later; the engine under the Apache License 2.0.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Weir 0.1&lt;/b&gt;&lt;p&gt;绘制流处理拓扑，按 Kafka Streams 的语义运行，并可随时观察。&lt;/p&gt;&lt;p&gt;设计器是自由软件，采用 GNU 通用公共许可证第 3 版或更新版本；引擎采用 Apache 许可证 2.0。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>The text has changed since; look again.</source>
        <translation>文本已更改；请再看一次。</translation>
    </message>
    <message>
        <source>field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Node, topic or field</source>
        <translation>节点、主题或字段</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Add a node at the cursor</source>
        <translation>在光标处添加节点</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and reconnect</source>
        <translation>删除并重新连接</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>A plot follows live again</source>
        <translation>图表重新跟随实时数据</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>That version can&apos;t be read any more.</source>
        <translation>那个版本已读不出来。</translation>
    </message>
    <message>
        <source>Alt+drag</source>
        <translation>Alt+拖动</translation>
    </message>
    <message>
        <source>Cut the wires that the line crosses</source>
        <translation>剪断划过的连线</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Something is wrong with the data folder: %1</source>
        <translation>数据文件夹有问题：%1</translation>
    </message>
</context>
<context>
    <name>weir::Minimap</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
</context>
<context>
    <name>weir::NodeForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>as JSON</source>
        <translation>以 JSON 显示</translation>
    </message>
    <message>
        <source>Fields as JSON</source>
        <translation>字段的 JSON</translation>
    </message>
    <message>
        <source>as a form</source>
        <translation>以表单显示</translation>
    </message>
    <message>
        <source>Unknown type %1</source>
        <translation>未知类型 %1</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出结构</translation>
    </message>
    <message>
        <source>Another node has this name.</source>
        <translation>已有同名节点。</translation>
    </message>
    <message>
        <source>A name has 1 to 64 letters (a-z, A-Z), digits, - or _.</source>
        <translation>名称为 1 到 64 个字母（a-z、A-Z）、数字、- 或 _。</translation>
    </message>
    <message>
        <source>This is not a JSON object yet; the node keeps its last fields.</source>
        <translation>这还不是 JSON 对象；节点保留上次的字段。</translation>
    </message>
</context>
<context>
    <name>weir::NodesForm</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>selected</source>
        <translation>已选择</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>A disabled node lets its input pass unchanged.</source>
        <translation>停用的节点让输入原样通过。</translation>
    </message>
</context>
<context>
    <name>weir::NoteForm</name>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>The first line is its title</source>
        <translation>第一行是标题</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>便签的文字</translation>
    </message>
</context>
<context>
    <name>weir::PalettePanel</name>
    <message>
        <source>Name or DSL: groupByKey</source>
        <translation>名称或 DSL：groupByKey</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>adds at the cursor</source>
        <translation>在光标处添加</translation>
    </message>
</context>
<context>
    <name>weir::PanelDock</name>
    <message>
        <source>Float or dock this panel</source>
        <translation>浮动或停靠此面板</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
</context>
<context>
    <name>weir::PlotFrame</name>
    <message>
        <source>Pause this plot</source>
        <translation>暂停此图表</translation>
    </message>
    <message>
        <source>Follow live	L</source>
        <translation>跟随实时数据	L</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>Save plot</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>plot.png</source>
        <translation>图表.png</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save values</source>
        <translation>保存数值</translation>
    </message>
    <message>
        <source>plot.csv</source>
        <translation>图表.csv</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save visible values as CSV…</source>
        <translation>将可见数值另存为 CSV…</translation>
    </message>
    <message>
        <source>Save all values as CSV…</source>
        <translation>将全部数值另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>weir::PlotsPanel</name>
    <message>
        <source>Plots</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Plots open here when a topology with a plot node runs.</source>
        <translation>运行带有图表节点的拓扑时，图表会在此打开。</translation>
    </message>
</context>
<context>
    <name>weir::ProblemsPanel</name>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Quick fix</source>
        <translation>快速修复</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation>没有问题。</translation>
    </message>
</context>
<context>
    <name>weir::ProfileTable</name>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>低延迟</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>throughput</source>
        <translation>高吞吐</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Delay: from a record to its committed result at 1,000 records a second, half of them and 99 of 100. At most: records a second. Twice: how much of the results may come a second time after a crash or a power failure; nothing is lost.
Measured on two cores of a shared virtual machine; docs/promises.md has the rest.</source>
        <translation>延迟：每秒 1,000 条记录时，从记录到其已提交结果的时间，取半数与百分之九十九。上限：每秒记录数。重复：崩溃或断电后可能再次出现的结果有多少；不会丢失任何数据。
在一台共享虚拟机的两个核上测得；其余见 docs/promises.md。</translation>
    </message>
</context>
<context>
    <name>weir::QuickAdd</name>
    <message>
        <source>Name or DSL: groupByKey</source>
        <translation>名称或 DSL：groupByKey</translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
</context>
<context>
    <name>weir::RecordTableModel</name>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位移</translation>
    </message>
    <message>
        <source>Part.</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Event time</source>
        <translation>事件时间</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>weir::RecordsPanel</name>
    <message>
        <source>%1 new</source>
        <translation>%1 条新记录</translation>
    </message>
    <message>
        <source>%1 seen, sampled</source>
        <translation>共 %1 条，已抽样</translation>
    </message>
    <message>
        <source>%1 seen</source>
        <translation>共 %1 条</translation>
    </message>
    <message>
        <source>Text, or a condition: amount &gt; 100</source>
        <translation>文字，或条件：amount &gt; 100</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Stand still; the data goes on</source>
        <translation>画面静止；数据继续</translation>
    </message>
    <message>
        <source>Run the topology, then click a wire to see its last records.</source>
        <translation>运行拓扑，然后点击连线即可查看最近的记录。</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>连线</translation>
    </message>
</context>
<context>
    <name>weir::RecoveryDialog</name>
    <message>
        <source>Recover edits</source>
        <translation>恢复编辑</translation>
    </message>
    <message>
        <source>Weir did not end cleanly. These edits were not saved:</source>
        <translation>Weir 未正常结束。以下编辑尚未保存：</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>The file was changed after these edits began. Recovering opens the edits; saving them asks again.</source>
        <translation>这些编辑开始之后文件已被更改。恢复会打开这些编辑；保存时会再次询问。</translation>
    </message>
</context>
<context>
    <name>weir::StatePanel</name>
    <message>
        <source>%1 rows in the store</source>
        <translation>状态存储中有 %1 行</translation>
    </message>
    <message>
        <source>Select a node with a store: aggregate, join, table.</source>
        <translation>选择带状态存储的节点：聚合、连接、表。</translation>
    </message>
    <message>
        <source>%1 keeps no state.</source>
        <translation>%1 不保存状态。</translation>
    </message>
    <message>
        <source>Run the topology to see the store %1.</source>
        <translation>运行拓扑后可查看状态存储 %1。</translation>
    </message>
    <message>
        <source>Beginning of a key</source>
        <translation>键的开头</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
</context>
<context>
    <name>weir::StatusStrip</name>
    <message>
        <source>Nothing running</source>
        <translation>没有运行中的拓扑</translation>
    </message>
    <message>
        <source>%1 records/s</source>
        <translation>%1 条记录/秒</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>滞后 %1</translation>
    </message>
    <message>
        <source>stream %1   wall %2</source>
        <translation>流时间 %1   实际时间 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::StoreTableModel</name>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Event time</source>
        <translation>事件时间</translation>
    </message>
</context>
<context>
    <name>weir::TaskTableModel</name>
    <message>
        <source>Restoring %1 %</source>
        <translation>正在恢复 %1 %</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Stream time</source>
        <translation>流时间</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交次数</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>上次提交</translation>
    </message>
</context>
<context>
    <name>weir::TestDiffModel</name>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>surplus</source>
        <translation>多出</translation>
    </message>
    <message>
        <source>key differs</source>
        <translation>键不同</translation>
    </message>
    <message>
        <source>value differs</source>
        <translation>值不同</translation>
    </message>
    <message>
        <source>time differs</source>
        <translation>时间不同</translation>
    </message>
    <message>
        <source>headers differ</source>
        <translation>头不同</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差别</translation>
    </message>
</context>
<context>
    <name>weir::TestInputModel</name>
    <message>
        <source>(clock goes on)</source>
        <translation>（时钟前进）</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Time (ms)</source>
        <translation>时间（毫秒）</translation>
    </message>
</context>
<context>
    <name>weir::TestsPanel</name>
    <message>
        <source>Mend the problems of the topology first, then run its tests.</source>
        <translation>请先修正拓扑的问题，再运行它的测试。</translation>
    </message>
    <message>
        <source>Made from the last records. What the topology gives now is taken as expected: look it over.</source>
        <translation>由最近的记录制成。拓扑现在给出的就当作预期：请检查一遍。</translation>
    </message>
    <message>
        <source>Not run yet.</source>
        <translation>还没有运行。</translation>
    </message>
    <message>
        <source>Running …</source>
        <translation>正在运行…</translation>
    </message>
    <message numerus="yes">
        <source>Passed: %n record(s) as expected.</source>
        <translation>
            <numerusform>通过：%n 条记录与预期相同。</numerusform>
        </translation>
    </message>
    <message>
        <source>The topology reads no topic, so there is nothing to capture.</source>
        <translation>拓扑不读取任何主题，因此没有可截取的。</translation>
    </message>
    <message>
        <source>There are no records yet: run the topology, or produce some, and capture again.</source>
        <translation>还没有记录：请运行拓扑或写入一些，再截取一次。</translation>
    </message>
    <message>
        <source>Save the topology first: its tests stand in a folder beside it.</source>
        <translation>请先保存拓扑：它的测试放在旁边的文件夹里。</translation>
    </message>
    <message>
        <source>No tests yet. &quot;From records&quot; makes one of the last records of the source topics.</source>
        <translation>还没有测试。“由记录制作”用来源主题最近的记录制作一个。</translation>
    </message>
    <message>
        <source>From records</source>
        <translation>由记录制作</translation>
    </message>
    <message>
        <source>Make a test of the last records of the source topics</source>
        <translation>用来源主题最近的记录制作测试</translation>
    </message>
    <message>
        <source>Empty test</source>
        <translation>空测试</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Take what came as expected</source>
        <translation>把实际结果当作预期</translation>
    </message>
    <message>
        <source>Add record</source>
        <translation>添加记录</translation>
    </message>
    <message>
        <source>Delete records</source>
        <translation>删除记录</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区数</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Records that go in</source>
        <translation>输入的记录</translation>
    </message>
    <message>
        <source>Records expected and records that came</source>
        <translation>预期的记录与实际的记录</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>By key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Final tables</source>
        <translation>最终的表</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>weir::ThroughputPlot</name>
    <message>
        <source>records a second</source>
        <translation>每秒记录数</translation>
    </message>
</context>
<context>
    <name>weir::TimelineStrip</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>records a second, once something runs</source>
        <translation>运行后显示每秒记录数</translation>
    </message>
    <message>
        <source>Replaying is not in this version. Seeking, lanes by partition, checkpoints and A–B comparison will stand here.</source>
        <translation>此版本尚无回溯功能。定位、分区泳道、检查点与 A–B 比较将出现在这里。</translation>
    </message>
</context>
<context>
    <name>weir::TopicsPanel</name>
    <message>
        <source>offsets %1 to %2</source>
        <translation>位移 %1 到 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 records, %2, %n partition(s)</source>
        <translation>
            <numerusform>%1 条记录，%2，%n 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>No topics yet. They are made when a topology runs.</source>
        <translation>还没有主题。运行拓扑时会创建主题。</translation>
    </message>
    <message>
        <source>Find a topic</source>
        <translation>查找主题</translation>
    </message>
</context>
<context>
    <name>weir::TopologyForm</name>
    <message>
        <source>exactly once (usual)</source>
        <translation>精确一次（默认）</translation>
    </message>
    <message>
        <source>exactly once</source>
        <translation>精确一次</translation>
    </message>
    <message>
        <source>at least once</source>
        <translation>至少一次</translation>
    </message>
    <message>
        <source>balanced (usual)</source>
        <translation>均衡（默认）</translation>
    </message>
    <message>
        <source>low latency</source>
        <translation>低延迟</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>high throughput</source>
        <translation>高吞吐</translation>
    </message>
    <message>
        <source>fail (usual)</source>
        <translation>失败（默认）</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>dead-letter topic</source>
        <translation>死信主题</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What people call this topology.</source>
        <translation>人们对此拓扑的称呼。</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>With the log it is the job&apos;s identity: positions, stores and internal topics carry this name.</source>
        <translation>它与日志一起构成作业的身份：位移、状态存储与内部主题都使用此名称。</translation>
    </message>
    <message>
        <source>Guarantee</source>
        <translation>处理保证</translation>
    </message>
    <message>
        <source>Exactly once, or the same with less waiting and perhaps repeated records after a crash.</source>
        <translation>精确一次；或等待更少，但崩溃后可能重复处理记录。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>运行侧重</translation>
    </message>
    <message>
        <source>What to be quick at.</source>
        <translation>优先追求的方面。</translation>
    </message>
    <message>
        <source>On error</source>
        <translation>出错时</translation>
    </message>
    <message>
        <source>What becomes of a record that can&apos;t be read or whose expression fails.</source>
        <translation>无法读取或表达式出错的记录如何处理。</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>死信</translation>
    </message>
    <message>
        <source>The topic for failed records.</source>
        <translation>存放失败记录的主题。</translation>
    </message>
    <message>
        <source>Select a node to see its settings. Space adds one.</source>
        <translation>选择节点以查看其设置。按空格键可添加节点。</translation>
    </message>
    <message numerus="yes">
        <source>Topology, %n node(s)</source>
        <translation>
            <numerusform>拓扑，%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>The application has 1 to 100 letters (a-z, A-Z), digits, &quot;.&quot;, - or _.</source>
        <translation>应用程序名为 1 到 100 个字母（a-z、A-Z）、数字、“.”、- 或 _。</translation>
    </message>
</context>
<context>
    <name>weir::TopologyTab</name>
    <message>
        <source>The topology has errors; it runs once they are mended. F8 walks through them.</source>
        <translation>拓扑中有错误，修正后即可运行。按 F8 逐个查看。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>This topology %1. It may do so once you allow it.</source>
        <translation>此拓扑%1。允许之后才会这样做。</translation>
    </message>
    <message>
        <source>Allow and run</source>
        <translation>允许并运行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was opened. Write over it?</source>
        <translation>%1 打开后已被其他程序更改。要覆盖吗？</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save topology</source>
        <translation>保存拓扑</translation>
    </message>
    <message>
        <source>Weir topologies (*.weir)</source>
        <translation>Weir 拓扑 (*.weir)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>要保存对 %1 的更改吗？</translation>
    </message>
</context>
<context>
    <name>weir::ValueTable</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::WelcomePage</name>
    <message>
        <source>Draw streams, run them, watch them.</source>
        <translation>绘制数据流，运行它们，观察它们。</translation>
    </message>
    <message>
        <source>New topology</source>
        <translation>新建拓扑</translation>
    </message>
    <message>
        <source>An empty canvas on the embedded log</source>
        <translation>使用内嵌日志的空白画布</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A .weir file; or drop one here</source>
        <translation>.weir 文件；也可拖放到此处</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>Kafka clusters come in a later version</source>
        <translation>Kafka 集群将在以后的版本中提供</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>All run offline on the embedded log. One click opens and runs; the first plot moves within seconds.</source>
        <translation>全部在内嵌日志上离线运行。单击即打开并运行；几秒内即可看到图表变化。</translation>
    </message>
    <message>
        <source>Find an example</source>
        <translation>查找示例</translation>
    </message>
    <message>
        <source>&lt;b&gt;?&lt;/b&gt; all keys &amp;nbsp;&amp;nbsp;&amp;nbsp; &lt;b&gt;Ctrl+Shift+P&lt;/b&gt; every command &amp;nbsp;&amp;nbsp;&amp;nbsp; &lt;b&gt;F1&lt;/b&gt; help for what is selected</source>
        <translation>&lt;b&gt;?&lt;/b&gt; 所有快捷键 &amp;nbsp;&amp;nbsp;&amp;nbsp; &lt;b&gt;Ctrl+Shift+P&lt;/b&gt; 所有命令 &amp;nbsp;&amp;nbsp;&amp;nbsp; &lt;b&gt;F1&lt;/b&gt; 所选内容的帮助</translation>
    </message>
    <message>
        <source>Show at start</source>
        <translation>启动时显示</translation>
    </message>
</context>
<context>
    <name>weir::WindowLegend</name>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未关闭</translation>
    </message>
    <message>
        <source>grace</source>
        <translation>宽限期</translation>
    </message>
    <message>
        <source>stream time</source>
        <translation>流时间</translation>
    </message>
    <message>
        <source>late, dropped</source>
        <translation>迟到，已丢弃</translation>
    </message>
</context>
<context>
    <name>weir::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Insert</source>
        <translation>插入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Topology</source>
        <translation>拓扑(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;play</source>
        <translation>回溯(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Forget these</source>
        <translation>清除这些记录(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>A&amp;lign</source>
        <translation>对齐(&amp;L)</translation>
    </message>
    <message>
        <source>None yet: a save keeps what stood there before</source>
        <translation>还没有：保存时会留下原来的内容</translation>
    </message>
    <message>
        <source>Older &amp;versions</source>
        <translation>旧版本(&amp;V)</translation>
    </message>
</context>
<context>
    <name>weir::WindowPanels</name>
    <message>
        <source>Palette</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Lag &amp;&amp; groups</source>
        <translation>滞后与消费者组</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>断点</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>weir::WireForm</name>
    <message>
        <source>Wire from %1 to %2</source>
        <translation>从 %1 到 %2 的连线</translation>
    </message>
    <message>
        <source>Carries</source>
        <translation>承载</translation>
    </message>
</context>
<context>
    <name>weir::ZoomBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Sub-topologies</source>
        <translation>子拓扑</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show what runs together, between repartition topics</source>
        <translation>显示重分区主题之间一起运行的部分</translation>
    </message>
</context>
</TS>
