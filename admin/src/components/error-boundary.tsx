import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Notice } from './notice';
import { Button } from 'antd';

/** Catches what a page throws while it draws, so that a fault is explained instead of an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error(error, componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice
        tone="bad"
        title="页面出现异常"
        actions={
          <Button type="primary" onClick={() => window.location.reload()}>
            刷新页面
          </Button>
        }
      >
        您的资料没有丢失。系统可能刚刚升级，请刷新页面；仍不行请联系协会秘书处。
      </Notice>
    );
  }
}
