import CopyOutlined from '@ant-design/icons/CopyOutlined';
import { App, Button } from 'antd';

/** Puts a text onto the clipboard, to be kept or passed on elsewhere. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { message } = App.useApp();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success(`已复制${what}。`),
      () => message.error('浏览器没有允许复制，请选中文字后按 Ctrl+C。'),
    );
  return (
    <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
      复制{what}
    </Button>
  );
}
