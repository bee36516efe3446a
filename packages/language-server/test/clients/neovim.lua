-- Does in Neovim what somebody does there, and writes down what came of it. Run by neovim.suite.ts, which says what to do in
-- the environment: CONFIGURATION is Lua for init.lua, FILE a Compose file, RESULT where the result goes.
local result = { messages = {} }
local buffer

local function content()
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, true)
end

local function diagnostics()
  return vim.tbl_map(function(each) return { rule = each.code, line = each.lnum + 1, column = each.col, severity = each.severity, source = each.source } end, vim.diagnostic.get(buffer))
end

-- Waits until something holds; tells what, if it never does.
local function expect(what, holds)
  if not vim.wait(20000, holds, 50) then error("it never happened: " .. what) end
end

local function has(rule)
  return #vim.tbl_filter(function(each) return each.rule == rule end, diagnostics()) > 0
end

-- Picks the first action whose title begins like this, as somebody does in the menu.
local function choose(beginning)
  vim.ui.select = function(items, options, on_choice)
    for index, item in ipairs(items) do
      local title = (options.format_item or tostring)(item)
      table.insert(result.messages, title)
      if vim.startswith(title, beginning) then return on_choice(item, index) end
    end
    on_choice(nil, nil)
  end
end

local function main()
  vim.g.mapleader = " "
  assert(load(vim.env.CONFIGURATION))()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.FILE))
  buffer = vim.api.nvim_get_current_buf()
  vim.bo.filetype = "yaml"
  expect("diagnostics", function() return has("obsolete-version") end)
  result.before = content()
  result.diagnostics = diagnostics()

  local version = vim.fn.search("^version", "w")
  vim.api.nvim_win_set_cursor(0, { version, 0 })
  choose("Remove version")
  vim.lsp.buf.code_action()
  expect("a quick fix", function() return not has("obsolete-version") end)
  result.fixed = content()
  local remaining = #diagnostics()

  choose("Fix all")
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(" cf", true, false, true), "x", false)
  expect("all fixes", function() return #content() ~= #result.fixed end)
  expect("fewer diagnostics", function() return #diagnostics() < remaining end)
  result.all = content()
  result.left = diagnostics()
end

-- An error would leave Neovim waiting for somebody to press a key.
local is_well, fault = pcall(main)
if not is_well then result.fault = tostring(fault) end
local log = vim.lsp.get_log_path()
result.log = vim.fn.filereadable(log) == 1 and table.concat(vim.fn.readfile(log), "\n") or ""
vim.fn.writefile({ (vim.json and vim.json.encode or vim.fn.json_encode)(result) }, vim.env.RESULT)
vim.cmd("qa!")
