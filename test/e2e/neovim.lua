-- Neovim as a client of the language server, told by test/e2e/neovim.e2e.ts what to open. Prints one JSON line: what it saw and what the file became.
local server, file = os.getenv("SHAPELINE_SERVER"), os.getenv("SHAPELINE_FILE")
local limit, step = 20000, 20
local seen = {}

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function main()
  vim.cmd("edit " .. vim.fn.fnameescape(file))
  local buffer = vim.api.nvim_get_current_buf()
  local exit_code
  local id = vim.lsp.start_client({
    name = "shapeline",
    cmd = { "node", server, "--stdio" },
    root_dir = vim.fn.fnamemodify(file, ":h"),
    on_exit = function(code)
      exit_code = code
    end,
  })
  vim.lsp.buf_attach_client(buffer, id)
  assert(vim.wait(limit, function()
    local client = vim.lsp.get_client_by_id(id)
    return client ~= nil and client.initialized
  end, step), "the server was not initialised")

  assert(vim.wait(limit, function()
    return #vim.diagnostic.get(buffer) > 0
  end, step), "no diagnostic came")
  local diagnostic = vim.diagnostic.get(buffer)[1]
  seen.diagnostics = #vim.diagnostic.get(buffer)
  seen.message, seen.code = diagnostic.message, diagnostic.code
  seen.line, seen.column = diagnostic.lnum, diagnostic.col

  local document = vim.lsp.util.make_text_document_params(buffer)
  local position = { line = diagnostic.lnum, character = diagnostic.col }
  local hovers = vim.lsp.buf_request_sync(buffer, "textDocument/hover", { textDocument = document, position = position }, limit)
  seen.hover = hovers[id].result.contents.value

  -- The editor's own way to a fix; only the choice is made for it.
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  vim.ui.select = function(items, options, choose)
    seen.actions = vim.tbl_map(options.format_item or tostring, items)
    choose(items[1], 1)
  end
  local before = text()
  vim.lsp.buf.code_action()
  assert(vim.wait(limit, function()
    return text() ~= before
  end, step), "no fix was applied")
  assert(vim.wait(limit, function()
    return #vim.diagnostic.get(buffer) == 0
  end, step), "the diagnostic stayed")
  vim.cmd("silent write")

  vim.lsp.get_client_by_id(id).stop()
  assert(vim.wait(limit, function()
    return exit_code ~= nil
  end, step), "the server did not end")
  seen.exit_code = exit_code
end

local ok, fault = xpcall(main, debug.traceback)
if not ok then
  seen.fault = fault
end
io.stdout:write("\n" .. vim.json.encode(seen) .. "\n")
vim.cmd("qall!")
