// Starts the language server `isogloss lsp` and connects the editor with it. All else is the server's work.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;
/** Starts and stops come one after the other, however often they are asked for. */
let pending: Promise<void> = Promise.resolve();

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Isogloss", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("isogloss.restart", () => restart(log)),
    vscode.commands.registerCommand("isogloss.showLog", () => log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("isogloss.path")) {
        void restart(log);
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(log)),
  );
  void restart(log);
}

export function deactivate(): Promise<void> {
  return enqueue(stop);
}

function restart(log: vscode.LogOutputChannel): Promise<void> {
  return enqueue(async () => {
    await stop();
    await start(log);
  });
}

function enqueue(work: () => Promise<void>): Promise<void> {
  pending = pending.then(work, work);
  return pending;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  try {
    await old?.dispose();
  } catch {
    // A server that has never started cannot be stopped.
  }
}

async function start(log: vscode.LogOutputChannel): Promise<void> {
  const command = program();
  const server: ServerOptions = { command, args: ["lsp"], options: workingFolder() };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "markdown" },
    ],
    outputChannel: log,
  };
  client = new LanguageClient("isogloss", "Isogloss", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const message = `Isogloss: ${command} could not be started (${String(error)}). Install isogloss, or set isogloss.path.`;
    log.error(message);
    const settings = "Open Settings";
    // The answer may take its time: nothing waits for it.
    void vscode.window.showErrorMessage(message, settings).then((answer) => {
      if (answer === settings) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "isogloss.path");
      }
    });
  }
}

/** The program that the settings name. */
function program(): string {
  const path = vscode.workspace.getConfiguration("isogloss").get<string>("path")?.trim();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return path ? path.replaceAll("${workspaceFolder}", folder) : "isogloss";
}

/** Messages show paths relative to where the server runs. */
function workingFolder(): { cwd?: string } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder?.scheme === "file" ? { cwd: folder.fsPath } : {};
}
