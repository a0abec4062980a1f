/**
 * Lets waiting messages in. A MessageChannel, because timers are clamped and animation frames stop in hidden tabs.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      channel.port1.close()
      resolve()
    }
    channel.port2.postMessage(undefined)
  })
}
