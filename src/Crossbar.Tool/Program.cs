using Crossbar.Tool;

return CrossbarCommand.Run(args, Console.Out, Console.Error);
