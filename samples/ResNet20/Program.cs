using ResNet20;

Console.WriteLine($"{ResNet20Crossbar.InputShape} to {ResNet20Crossbar.ClassCount} classes; a blank image is {ResNet20Crossbar.Classify(new byte[ResNet20Crossbar.InputLength])}");
