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
        <source>A stream of facts, or a table of the latest value by key. A global table is whole in every task.</source>
        <translation>事实的流，或按键保存最新值的表。全局表在每个任务中都是完整的。</translation>
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
        <source>The select list holds aggregate functions: count(*), sum(x), min, max, avg, first, last, array_agg …, each with FILTER (WHERE …). With *group_by* the records go through a repartition topic, so that equal groups meet in one task. Late records update their window until the grace is over; then they are dropped and counted.</source>
        <translation>选择列表包含聚合函数：count(*)、sum(x)、min、max、avg、first、last、array_agg……，每个都可带 FILTER (WHERE …)。使用 *group_by* 时记录经过重分区主题，使相同的组在同一任务中相遇。迟到的记录在宽限期结束前仍会更新其窗口；之后则丢弃并计数。</translation>
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
        <source>Group by time too. Windows are aligned to the epoch; a record that comes later than the grace is dropped and counted.</source>
        <translation>同时按时间分组。窗口与纪元对齐；晚于宽限期的记录会被丢弃并计数。</translation>
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
        <source>How long a window&apos;s row is kept; absent: size + grace.</source>
        <translation>窗口的行保留多久；缺省为大小加宽限期。</translation>
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
        <source>A stream and a table: each record of the stream meets the row that its key has in the table at that moment. In the select list the sides are *l* and *r*.</source>
        <translation>流与表：流中的每条记录与表中其键当时的行相遇。在选择列表中两侧为 *l* 与 *r*。</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Inner: only what has a partner. Left: also what has none on the right, with NULLs.</source>
        <translation>内连接：只有配对的。左连接：右侧没有配对的也保留，以 NULL 填充。</translation>
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
        <source>Two streams: how far apart in event time two records may be.</source>
        <translation>两个流：两条记录的事件时间最多相差多少。</translation>
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
        <source>Two streams: how long to wait for late records.</source>
        <translation>两个流：等待迟到记录多久。</translation>
    </message>
    <message>
        <source>Foreign key</source>
        <translation>外键</translation>
    </message>
    <message>
        <source>Two tables: an expression over the left row&apos;s columns that names the right row&apos;s key.</source>
        <translation>两张表：由左侧行的列计算、指出右侧行之键的表达式。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>匹配依据</translation>
    </message>
    <message>
        <source>A global table: an expression over the left row&apos;s columns that names the right row&apos;s key.</source>
        <translation>全局表：由左侧行的列计算、指出右侧行之键的表达式。</translation>
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
