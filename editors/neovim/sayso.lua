-- sayso in Neovim. With 0.11 or later: save as ~/.config/nvim/lsp/sayso.lua and call vim.lsp.enable("sayso").
-- With 0.7 to 0.10: save as ~/.config/nvim/lua/sayso.lua and call require("sayso").setup().
local config = {
  cmd = { "sayso", "lsp" },
  filetypes = { "text", "markdown" },
  root_markers = { "sayso.toml", ".sayso.toml", ".git" },
}

-- 0.11 made requests methods.
local function request(client, ...)
  if vim.fn.has("nvim-0.11") == 1 then
    return client:request(...)
  end
  return client.request(...)
end

--- What the server has of this buffer, by a command of its own.
local function ask(client, buffer, command, more, show)
  local arguments = { vim.uri_from_bufnr(buffer) }
  vim.list_extend(arguments, more)
  request(client, "workspace/executeCommand", { command = command, arguments = arguments }, function(problem, answer)
    if problem then
      vim.notify("sayso: " .. problem.message, vim.log.levels.WARN)
    elseif show then
      show(answer)
    end
  end, buffer)
end

--- :SaysoWhy, :SaysoCheck and :SaysoReport in each buffer that is served.
function config.on_attach(client, buffer)
  local define = vim.api.nvim_buf_create_user_command
  local function cursor()
    local position = vim.lsp.util.make_position_params(0, client.offset_encoding).position
    return { position }
  end
  define(buffer, "SaysoWhy", function()
    ask(client, buffer, "sayso.why", cursor(), function(answer)
      vim.lsp.util.open_floating_preview(vim.split(answer, "\n"), "text", { border = "rounded" })
    end)
  end, { desc = "Why is the word at the cursor marked, or not?" })
  define(buffer, "SaysoCheck", function()
    ask(client, buffer, "sayso.check", {})
  end, { desc = "Read settings, lexicons and texts anew" })
  define(buffer, "SaysoReport", function(typed)
    local file = typed.args ~= "" and typed.args or vim.fn.tempname() .. ".html"
    ask(client, buffer, "sayso.report", {}, function(answer)
      vim.fn.writefile(vim.split(answer, "\n"), file, "b")
      vim.notify("sayso: the report is in " .. file)
    end)
  end, { nargs = "?", complete = "file", desc = "Write the HTML report into a file" })
end

--- For versions before 0.11, which know no vim.lsp.enable: starts the server with the first text and hands it the others.
function config.setup(options)
  local chosen = vim.tbl_extend("force", config, options or {})
  local started
  local function serve(event)
    local folder = vim.fn.fnamemodify(event.file, ":p:h")
    if not started or not vim.lsp.get_client_by_id(started) then
      started = vim.lsp.start_client({ name = "sayso", cmd = chosen.cmd, root_dir = folder, on_attach = chosen.on_attach })
    end
    if started then
      vim.lsp.buf_attach_client(event.buf, started)
    end
  end
  local group = vim.api.nvim_create_augroup("sayso", {})
  vim.api.nvim_create_autocmd("FileType", { group = group, pattern = chosen.filetypes, callback = serve })
end

return config
