-- Run by `test`: the marks of a text, and what the commands answer.
local sayso = dofile("sayso.lua")
local folder = vim.env.folder

local function check(what, holds)
  if not holds then
    io.stderr:write("failed: " .. what .. "\n")
    vim.cmd("cquit 1")
  end
end
local function wait(what, ready)
  check(what, vim.wait(60000, ready, 50))
end

sayso.setup({ cmd = { vim.env.SAYSO, "lsp", "--profile", "news" } })
vim.cmd("set filetype=markdown")

local function loaded()
  return vim.tbl_filter(function(mark)
    return mark.code == "loaded-term"
  end, vim.diagnostic.get(0))
end
wait("a mark comes", function()
  return #loaded() == 1
end)
local mark = loaded()[1]
local line = vim.api.nvim_buf_get_lines(0, mark.lnum, mark.lnum + 1, true)[1]
check("the mark is on its word", line:sub(mark.col + 1, mark.end_col) == "regime")

vim.api.nvim_win_set_cursor(0, { mark.lnum + 1, mark.col })
vim.cmd("SaysoReport " .. folder .. "/report.html")
wait("a report is written", function()
  return vim.fn.filereadable(folder .. "/report.html") == 1
end)
check("it is a page", table.concat(vim.fn.readfile(folder .. "/report.html")):find("</html>", 1, true))

vim.cmd("SaysoWhy")
local function shown()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    if text:find("Findings here", 1, true) and text:find("en/loaded/legitimacy#regime", 1, true) then
      return true
    end
  end
end
wait("why is told", shown)

vim.api.nvim_buf_set_text(0, mark.lnum, mark.col, mark.lnum, mark.end_col, { "government" })
wait("the mark goes with the word", function()
  return #loaded() == 0
end)
print("Neovim: all is well\n")
vim.cmd("quitall!")
